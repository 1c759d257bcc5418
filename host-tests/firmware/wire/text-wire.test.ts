import { describe, expect, it } from "vitest";
import { type Context, IRQ, TASK } from "../../../firmware/platform/platform.ts";
import { MESSAGE_CHARS_MAX } from "../../../firmware/printk/conversions.ts";
import { printf } from "../../../firmware/printk/format.ts";
import type { LogRecord, Site } from "../../../firmware/printk/record.ts";
import { line } from "../../../firmware/wire/text-wire.ts";

const SITE: Site = [6, "net", printf];

const record = (args: unknown[], context: Context = TASK): LogRecord => [0, 12.25, context, SITE, args];

describe("a line", () => {
  it("carries level, time since boot, facility and message", () => {
    expect(line(record(["up"]), 2)).toBe("<6>[   10.250000] net: up\r\n");
  });

  it("says when it was logged in an interrupt", () => {
    expect(line(record(["up"], IRQ), 2)).toBe("<6>[   10.250000][C] net: up\r\n");
  });

  it("appends continuations", () => {
    const continued = record(["a"]);
    continued.more = [record([" b"]), record([" %d", 3])];
    expect(line(continued, 12.25)).toContain("net: a b 3\r\n");
  });

  it("cannot be made to look like two lines", () => {
    expect(line(record(["a\r\n<0>[ 0.0] b\x1b[2J"]), 0)).toContain(": a\\x0d\\x0a<0>[ 0.0] b\\x1b[2J\r\n");
  });

  it("is cut with a marker when it is too long", () => {
    expect(line(record(["x".repeat(1000)]), 0)).toContain(`${"x".repeat(MESSAGE_CHARS_MAX)}<truncated>\r\n`);
  });
});
