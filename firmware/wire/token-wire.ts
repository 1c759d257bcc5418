/**
 * Records as frames of tokens: a fifth to a quarter of the text's bytes. Records whose call the build could not read have
 * no token and stay lines of text, the banner among them, so that anybody can see what board this is.
 */
import { crc32 } from "../platform/espruino.ts";
import { OVERRUN } from "../printk/console.ts";
import { type LogRecord, SITE, TOKEN } from "../printk/record.ts";
import { line as textLine } from "./text-wire.ts";
import { frame, isBehindLoss, lossFrame, seal } from "./token-frame.ts";

export { c, d, f, j, o, pad, s, u, x } from "./token-conversions.ts";

/**
 * Context: any.
 *
 * @param previous - what was put under way before it on the same console; without it the frame stands for itself.
 * @param lostCount - records that were overwritten in between.
 */
export function line(record: LogRecord, startTime: number, previous?: LogRecord, lostCount?: number): string {
  const isToken = record[SITE][TOKEN] !== undefined;
  const text = isToken ? frame(record, startTime, previous, lostCount) : "";
  return (
    (lostCount && !isBehindLoss(text) ? sealed(lossFrame(lostCount, OVERRUN)) : "") +
    (isToken ? sealed(text) : textLine(record, startTime))
  );
}

/** What was overwritten is told by the record behind it. @param reason - an index into `REASONS`. Context: any. */
export function loss(count: number, reason: number): string {
  return reason === OVERRUN ? "" : sealed(lossFrame(count, reason));
}

function sealed(text: string): string {
  return text + seal(crc32(text));
}
