import { describe, expect, it } from "vitest";
import { lineShown } from "../../host/monitor/line-shown.ts";

describe("lineShown", () => {
  it.each([
    ["what is typed", ">1+2", ">1+2"],
    ["a character that was deleted", ">ab\b\x1b[J", ">a"],
    ["one that was put in", ">ac\b\x1b[Jbc\x1b[D", ">abc"],
    ["the line begun again", ">old\r\x1b[J>new", ">new"],
    ["the cursor moved", ">abc\x1b[3D\x1b[CX", ">aXc"],
    ["flow control", "\x13>a\x11", ">a"],
  ])("shows %s", (_what, raw, line) => {
    expect(lineShown(raw)).toBe(line);
  });

  it("obeys nothing else, and moves nowhere out of the line", () => {
    expect(lineShown(">\b\b\b\x1b[9999Dab\x1b[2J\x1b]0;owned\x07\x1b[Ac")).toBe("ab\\x1b]0;owned\\x07c");
  });
});
