/**
 * A record as a frame: its token, its time, its arguments, and a check, in one line of printable characters. What the
 * arguments mean is in the build's dictionary, on the host. A record whose call the build could not read has no token and
 * says its level, facility and text; so does a continuation, and the board's greeting, which anybody can read.
 *
 *     frame       marker  microseconds  message  [continuations]  check  "\n"
 *     sync frame  marker  lost  seq  microseconds  message  [continuations]  check  "\n"
 *     message     token  arguments
 *              or "0"  level  facility  text
 *
 * Most frames say their number modulo 4, by the marker, and the microseconds since the frame before on the same console.
 * A sync frame says its number and the microseconds since boot in full, and how many records were overwritten before it. The
 * first one is, one behind a gap, and every 32nd, so that whoever comes late or has missed something need not guess for long.
 *
 * Machine code makes frames of its own, of log calls of integers that it has stored: they have other markers, their number
 * modulo 32 behind it, and tell their numbers and times from each other. Each kind is in the order of its times.
 *
 *     frame       marker  number  microseconds  message  check  "\n"
 *     sync frame  marker  "0"  number  microseconds  message  check  "\n"
 *
 * The check is the low 18 bits of zlib's CRC-32 in three digits. Changing any one character of a frame of up to 300 changes
 * them, as a test shows; other damage goes unnoticed once in 262,144 times.
 */
import { crc32 } from "../platform/espruino.ts";
import {
  CONTEXT,
  FACILITY,
  LEVEL,
  type LogRecord,
  SEQ,
  SITE,
  type Site,
  TEXT,
  TIME,
  VALUES,
} from "../printk/record.ts";
import { d, s } from "./token-conversions.ts";
import { characters, DIGIT, digits } from "./token-digits.ts";

/** Nobody asks for text. */
export const textLines = undefined;
export { createFrames as createLineMaker } from "../native/frames.ts";
export { d, s } from "./token-conversions.ts";

/**
 * The marker is the character with this code, two more for each kind, and one more if the record was logged in an
 * interrupt. The kinds: the number's two low bits, sync. Machine code's begin with `{`: a frame, a sync frame.
 */
const FIRST_MARKER = 33;
const SYNC = 4;
/** One less than the numbers between two sync frames; a power of two less one. */
const SYNC_MASK = 31;
/** Calls that the build has read are counted from 1. */
const NO_TOKEN = "0";
const NEWLINE = 10;

/**
 * Context: any.
 *
 * @param previous - what was put under way before it on the same console; without it the frame stands for itself.
 * @param lostCount - records between the two that were overwritten.
 */
export function line(record: LogRecord, startTime: number, previous?: LogRecord, lostCount?: number): string {
  const seq = record[SEQ];
  const since = seq & SYNC_MASK && previous && previous[SEQ] + 1 === seq && previous;
  let text =
    characters(FIRST_MARKER + 2 * (since ? seq & 3 : SYNC) + (record[CONTEXT] && 1)) +
    (since ? "" : digits((lostCount as number) | 0) + digits(seq)) +
    d((record[TIME] - (since ? since[TIME] : startTime)) * 1e6 + 0.5) +
    record[SITE][TEXT](record);
  if (record.more) text += record.more.map(textOf).join("");
  const crc = crc32(text);
  return (
    text + characters(DIGIT + (crc % 64), DIGIT + ((crc / 64) % 64), DIGIT + ((crc / 4096) % 64), NEWLINE)
  );
}

function textOf(record: LogRecord): string {
  return record[SITE][TEXT](record);
}

/**
 * What a site's text is whose call the build could not read, in the place of a token and its arguments. The quotation marks
 * keep it to printable characters. Context: any.
 */
export function plain(site: Site, text: string): string {
  return NO_TOKEN + site[LEVEL] + s(site[FACILITY]) + s(text);
}

/** The text of a record whose only value it is. Context: any. */
export function said(record: LogRecord): string {
  return plain(record[SITE], record[VALUES] as string);
}
