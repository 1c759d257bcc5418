import { describe, expect, it } from "vitest";
import { IRQ, TASK } from "../../firmware/platform/platform.ts";
import { formatMessage, formatRecord, MESSAGE_CHARS_MAX } from "../../firmware/printk/format.ts";
import type { LogRecord } from "../../firmware/printk/record-ring.ts";

const record = (args: unknown[], more: Partial<LogRecord> = {}): LogRecord => ({
  seq: 0,
  time: 12.25,
  level: 6,
  facility: "net",
  context: TASK,
  args,
  ...more,
});

describe("a message", () => {
  it.each([
    [["plain"], "plain"],
    [["100%"], "100%"],
    [["%d", 3.9], "3"],
    [["%d", -3.9], "-3"],
    [["%u", -1], "4294967295"],
    [["%x", 255], "ff"],
    [["%08x", 48879], "0000beef"],
    [["%o", 8], "10"],
    [["%f", 1.5], "1.500000"],
    [["%.2f", 1.239], "1.24"],
    [["%5d|", 42], "   42|"],
    [["%c%c", 79, 75], "OK"],
    [["%s and %s", "a", true], "a and true"],
    [["%j", '{"a":1}'], '{"a":1}'],
    [["100%% of %d", 7], "100% of 7"],
    [["%d", "no number"], "no number"],
    [["%d", Number.NaN], "NaN"],
    [["%d of %d", 1], "1 of %d"],
    [["%q", 1], "%q 1"],
    [["%", 1], "% 1"],
    [["end %"], "end %"],
    [["a", "b", 3], "a b 3"],
    [[42], "42"],
    [[undefined], "undefined"],
    [[], ""],
    [[["t ", " of ", ""], 1, 2], "t 1 of 2"],
  ])("made of %j reads %j", (args, text) => {
    expect(formatMessage(args)).toBe(text);
  });
});

describe("a line", () => {
  it("carries level, time since boot, facility and message", () => {
    expect(formatRecord(record(["up"]), 2)).toBe("<6>[   10.250000] net: up\r\n");
  });

  it("says when it was logged in an interrupt", () => {
    expect(formatRecord(record(["up"], { context: IRQ }), 2)).toBe("<6>[   10.250000][C] net: up\r\n");
  });

  it("appends continuations", () => {
    expect(formatRecord(record(["a"], { more: [[" b"], [" %d", 3]] }), 12.25)).toContain("net: a b 3\r\n");
  });

  it("cannot be made to look like two lines", () => {
    expect(formatRecord(record(["a\r\n<0>[ 0.0] b\x1b[2J"]), 0)).toContain(
      ": a\\x0d\\x0a<0>[ 0.0] b\\x1b[2J\r\n",
    );
  });

  it("is cut with a marker when it is too long", () => {
    const text = formatRecord(record(["x".repeat(1000)]), 0);
    expect(text).toContain(`${"x".repeat(MESSAGE_CHARS_MAX)}<truncated>\r\n`);
  });
});
