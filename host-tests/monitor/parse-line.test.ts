import { describe, expect, it } from "vitest";
import { line as lineOf } from "../../firmware/wire/text-wire.ts";
import { parseLine } from "../../host/monitor/parse-line.ts";

describe("parseLine", () => {
  it("reads level, time, context, facility and text of a record", () => {
    expect(parseLine("<3>[    1.234567][C] storm: button: stuck")).toEqual({
      kind: "record",
      level: 3,
      time: 1.234567,
      context: "interrupt",
      facility: "storm",
      text: "button: stuck",
    });
  });

  it("reads a record without a facility, late in a long life", () => {
    expect(parseLine("<6>[1234567.000001] two words: no facility")).toMatchObject({
      time: 1234567.000001,
      context: "task",
      facility: undefined,
      text: "two words: no facility",
    });
  });

  it("reads what the firmware formats", () => {
    const line = lineOf([0, 11.5, 1, [4, "net", () => "3 lost"]], 1.25).trimEnd();
    expect(parseLine(line)).toMatchObject({
      level: 4,
      time: 10.25,
      context: "interrupt",
      facility: "net",
      text: "3 lost",
    });
  });

  it.each([
    ["** 12 records dropped (overrun) **", { kind: "loss", dropped: 12, reason: "overrun" }],
    ["** 1 record dropped (too late) **", { kind: "loss", dropped: 1, reason: "too late" }],
  ])("reads the gap %s", (line, item) => {
    expect(parseLine(line)).toEqual(item);
  });

  it.each([
    "",
    ">",
    "Uncaught Error: x",
    "<8>[    1.000000] no such level",
    " <6>[    1.000000] indented",
    "<6>[1] x",
  ])("takes %j for plain text", (line) => {
    expect(parseLine(line)).toEqual({ kind: "text", text: line });
  });
});
