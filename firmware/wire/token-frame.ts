/**
 * A record as a frame: its token, its time, its arguments, and a check, in one line of printable characters. What the
 * arguments mean is in the build's dictionary, on the host.
 *
 * Most frames say their number modulo 4 and the time since the record before, if that was a frame on the same console. A
 * sync frame says both in full: the first one, one after a line of text or a gap that is not explained, and every 32nd,
 * so that whoever comes late or has missed something need not guess for long. A frame behind records that were overwritten
 * says how many; what else was lost is told by a frame of its own.
 *
 *     frame       marker  token  microseconds since the frame before  arguments  check  "\n"
 *     sync frame  marker  seq    microseconds since boot       token  arguments  check  "\n"
 *     behind loss marker  count  token  microseconds since the frame before  arguments  check  "\n"
 *     loss frame  marker  count  reason                                          check  "\n"
 */
import { TASK } from "../platform/platform.ts";
import { CONTEXT, type LogRecord, SEQ, SITE, TEXT, TIME, TOKEN } from "../printk/record.ts";
import { counted } from "./token-conversions.ts";
import { digits, sixBitDigits } from "./token-digits.ts";

/** The first character: four for records of tasks, by the number's low bits, and four for those of interrupts. */
const MARKERS = "!\"#$%&'(";
const SYNC_OF_TASK = ")";
const SYNC_OF_INTERRUPT = "*";
const BEHIND_LOSS_OF_TASK = "+";
const BEHIND_LOSS_OF_INTERRUPT = ",";
const LOSS = "-";
/** One less than the numbers between two sync frames; a power of two less one. */
const SYNC_MASK = 31;

/**
 * A frame without its check and end. Context: any.
 *
 * @param record - one whose site has a token.
 * @param previous - what was put under way before it on the same console.
 * @param lostCount - records between the two that were overwritten. A sync frame does not say so.
 */
export function frame(record: LogRecord, startTime: number, previous?: LogRecord, lostCount = 0): string {
  const site = record[SITE];
  const seq = record[SEQ];
  const us = microseconds(record, startTime);
  const isTask = record[CONTEXT] === TASK;
  let sinceUs = -1;
  return (
    (seq & SYNC_MASK &&
    previous &&
    previous[SEQ] + 1 + lostCount === seq &&
    previous[SITE][TOKEN] !== undefined &&
    (sinceUs = us - microseconds(previous, startTime)) >= 0
      ? (lostCount
          ? (isTask ? BEHIND_LOSS_OF_TASK : BEHIND_LOSS_OF_INTERRUPT) + digits(lostCount)
          : MARKERS[(seq & 3) + (isTask ? 0 : 4)]) +
        digits(site[TOKEN] as number) +
        digits(sinceUs)
      : (isTask ? SYNC_OF_TASK : SYNC_OF_INTERRUPT) +
        digits(seq) +
        digits(us) +
        digits(site[TOKEN] as number)) +
    site[TEXT](record) +
    (record.more ? counted(record.more.map(textOf).join("")) : "")
  );
}

/** Whether a frame says how many records are missing before it. */
export function isBehindLoss(text: string): boolean {
  return text[0] === BEHIND_LOSS_OF_TASK || text[0] === BEHIND_LOSS_OF_INTERRUPT;
}

/**
 * A frame that tells of `count` lost records, without its check and end. Context: any.
 *
 * @param reason - an index into `REASONS`.
 */
export function lossFrame(count: number, reason: number): string {
  return LOSS + digits(count) + digits(reason);
}

/**
 * The frame's last characters. Changing any one character of a frame of up to 300 changes them, as a test shows; other
 * damage goes unnoticed once in 262,144 times.
 *
 * @param crc - zlib's CRC-32 of the frame.
 */
export function seal(crc: number): string {
  return sixBitDigits(crc) + "\n";
}

function microseconds(record: LogRecord, startTime: number): number {
  const us = (record[TIME] - startTime) * 1e6 + 0.5;
  return us > 0 ? us - (us % 1) : 0;
}

function textOf(record: LogRecord): string {
  return record[SITE][TEXT](record);
}
