/**
 * Records as frames of tokens: a fifth to a quarter of the text's bytes. Records whose call the build could not read have
 * no token and stay lines of text, the banner among them, so that anybody can see what board this is.
 */
import { crc32 } from "../platform/espruino.ts";
import { type LogRecord, SITE, TOKEN } from "../printk/record.ts";
import { line as textLine } from "./text-wire.ts";
import { frame, seal } from "./token-frame.ts";

export { c, d, f, j, o, pad, s, u, x } from "./token-conversions.ts";

/**
 * Context: any.
 *
 * @param previous - what was put under way before it on the same console; without it the frame stands for itself.
 */
export function line(record: LogRecord, startTime: number, previous?: LogRecord): string {
  if (record[SITE][TOKEN] === undefined) return textLine(record, startTime);
  const text = frame(record, startTime, previous);
  return text + seal(crc32(text));
}
