import { describe, expect, it } from "vitest";
import type { Item } from "../../host/monitor/item.ts";
import { renderArrivalJson, renderJson, renderText, textRenderer } from "../../host/monitor/render.ts";

const record: Item = {
  kind: "record",
  level: 3,
  time: 1.5,
  context: "interrupt",
  facility: "net",
  text: "down",
};
const loss: Item = { kind: "loss", dropped: 12, reason: "overrun" };

describe("renderText", () => {
  it("shows time, context, level, facility and text", () => {
    expect(renderText(record, false)).toBe("[    1.500000][C] err    net: down");
  });

  it("shows a gap with its size and reason", () => {
    expect(renderText(loss, false)).toBe("-- dropped 12: overrun --");
  });

  it("uses colours when it may, and around the same text", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences.
    const colour = /\x1b\[\d+m/g;
    expect(renderText(record, true)).toMatch(colour);
    expect(renderText(record, true).replace(colour, "")).toBe(renderText(record, false));
  });
});

describe("textRenderer", () => {
  const second: Item = { ...record, time: 2.25, context: "task" };

  it("puts the times that are asked for before an item, and its port", () => {
    const render = textRenderer({ hasColours: false, times: ["host", "delta"], hasPorts: true });
    expect([record, second, loss].map((item) => render(arrivalOf(item)))).toEqual([
      "1970-01-01T00:00:01.500Z sim:a              [C] err    net: down",
      "1970-01-01T00:00:01.500Z sim:a    +0.750000 err    net: down",
      "1970-01-01T00:00:01.500Z sim:a              -- dropped 12: overrun --",
    ]);
  });

  it("reckons the time between records for each port, and not across a restart", () => {
    const render = textRenderer({ hasColours: false, times: ["delta"], hasPorts: false });
    const shown = [arrivalOf(second), { ...arrivalOf(second), port: "sim:b" }, arrivalOf(record)].map(render);
    expect(shown.map((line) => line.includes("+"))).toEqual([false, false, false]);
  });
});

describe("JSON", () => {
  it("is one object of facts per item, with its kind", () => {
    expect(
      [record, loss, { kind: "text", text: ">" } as Item].map((item) => JSON.parse(renderJson(item))),
    ).toEqual([record, loss, { kind: "text", text: ">" }]);
  });

  it("names the port and the host's time of an arrival", () => {
    expect(JSON.parse(renderArrivalJson(arrivalOf(loss)))).toEqual({
      ...loss,
      port: "sim:a",
      host: "1970-01-01T00:00:01.500Z",
    });
  });
});

const arrivalOf = (item: Item) => ({ item, port: "sim:a", arrivedMs: 1500 });
