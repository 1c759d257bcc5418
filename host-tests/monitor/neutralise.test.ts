import { describe, expect, it } from "vitest";
import { neutralise } from "../../host/monitor/neutralise.ts";

describe("neutralise", () => {
  it.each([
    ["a title change", "\x1b]0;owned\x07", "\\x1b]0;owned\\x07"],
    ["colours", "\x1b[31mred", "\\x1b[31mred"],
    ["an 8-bit control sequence", "\x9b2J", "\\x9b2J"],
    ["overwriting the line", "good\rbad", "good\\x0dbad"],
    ["reversed writing", "abc\u202edef", "abc\\u202edef"],
  ])("spells out %s", (_what, text, harmless) => {
    expect(neutralise(text)).toBe(harmless);
  });

  it("leaves tabs and letters of all languages alone", () => {
    expect(neutralise("\tgrün 日本 ✓")).toBe("\tgrün 日本 ✓");
  });

  it("leaves out Espruino's prompt and its redrawing before a record, and its flow control", () => {
    const record = "<6>[    1.000000] x";
    expect([`>${record}`, `>\r\x1b[J${record}`, `\x13${record}\x11`].map(neutralise)).toEqual([
      record,
      record,
      record,
    ]);
  });
});
