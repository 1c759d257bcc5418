import { describe, expect, it } from "vitest";
import type { Item } from "../../host/monitor/item.ts";
import { renderJson, renderText } from "../../host/monitor/render.ts";

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

describe("renderJson", () => {
  it("gives one object of facts per item", () => {
    expect(
      [record, loss, { kind: "text", text: ">" } as Item].map((item) => JSON.parse(renderJson(item))),
    ).toEqual([
      { level: 3, time: 1.5, context: "interrupt", facility: "net", text: "down" },
      { dropped: 12, reason: "overrun" },
      { text: ">" },
    ]);
  });
});
