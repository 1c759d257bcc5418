/**
 * One line of the wire as a frame. See `firmware/wire/token-frame.ts` for its form.
 *
 * Nothing but a whole frame is one: its token is in the dictionary, its arguments end where the check begins, and the check
 * holds. A frame in which one character has changed never is, as a test shows for every character up to 300; of other
 * damage that leaves the form intact, one in 262,144 goes unnoticed.
 */
import { REASONS } from "../../firmware/printk/console.ts";
import { readArguments, type TokenValue } from "./arguments.ts";
import { checkOf } from "./check.ts";
import type { Dictionary, TokenSite } from "./dictionary.ts";
import { DigitsReader } from "./digits-reader.ts";

export interface Frame {
  readonly site: TokenSite;
  readonly isInterrupt: boolean;
  /** Whether number and time are there in full. */
  readonly isSync: boolean;
  /** How many records were overwritten on the board right before this one. */
  readonly lostCount: number;
  /** The record's number in a sync frame, none behind a loss, else its two low bits. */
  readonly seq: number | undefined;
  /** Microseconds since boot, or since the frame before. */
  readonly us: number;
  readonly values: readonly TokenValue[];
  /** The record's continuations. */
  readonly more: string;
}

/** What a board says of records that it has lost. */
export interface LossFrame {
  readonly dropped: number;
  readonly reason: string;
}

/** What a line is that is no frame. */
export type NoFrame = "unknown token" | "another dictionary" | "damaged" | "text";

const firstMarker = 0x21;
const lastMarker = 0x2d;
/** Counted from the first marker. */
const syncMarker = 8;
const behindLossMarker = 10;
const lossMarker = 12;
const interruptBit = 4;
const firstDigit = 0x30;
const checkChars = 3;
/** A marker, a token, a time and the check. */
const frameCharsMin = 3 + checkChars;

/** Whether a frame may begin with the line's character `at`. */
export function isMarker(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code >= firstMarker && code <= lastMarker;
}

/** Reads the frame that begins at `start`, with a marker, and ends with the line. */
export function readFrame(line: string, start: number, dictionary: Dictionary): Frame | LossFrame | NoFrame {
  const end = line.length - checkChars;
  if (line.length - start < frameCharsMin) return "text";
  const marker = line.charCodeAt(start) - firstMarker;
  if (marker === lossMarker) return readLoss(line, start, end);
  const isBehindLoss = marker >= behindLossMarker;
  const isSync = marker >= syncMarker && !isBehindLoss;
  const reader = new DigitsReader(line, start + 1, end);
  const lostCount = isBehindLoss ? reader.number() : 0;
  const seq = isSync ? reader.number() : isBehindLoss ? undefined : marker & 3;
  const usInSync = isSync ? reader.number() : 0;
  const token = reader.number();
  const us = isSync ? usInSync : reader.number();
  if (reader.hasFailed) return likely(line, start);
  const site = dictionary.sites.get(token);
  if (site === undefined) return holds(line, start, end) ? "unknown token" : likely(line, start);
  const values = readArguments(reader, site.args);
  const more = reader.isAtEnd ? "" : reader.counted();
  const fits = !reader.hasFailed && reader.isAtEnd;
  if (!holds(line, start, end)) return fits || reader.hasRunOut ? "damaged" : likely(line, start);
  if (!fits) return "another dictionary";
  const isInterrupt = marker < syncMarker ? (marker & interruptBit) > 0 : marker % 2 === 1;
  return { site, isInterrupt, isSync, lostCount, seq, us, values, more };
}

function readLoss(line: string, start: number, end: number): LossFrame | NoFrame {
  const reader = new DigitsReader(line, start + 1, end);
  const dropped = reader.number();
  const reason = REASONS[reader.number()];
  const fits = !reader.hasFailed && reader.isAtEnd && reason !== undefined && dropped > 0;
  return fits && holds(line, start, end) ? { dropped, reason } : fits ? "damaged" : "text";
}

/** Whether the line has the check of a frame, whatever it may say. */
export function isSealed(line: string): boolean {
  return line.length >= frameCharsMin && holds(line, 0, line.length - checkChars);
}

/** Whether the line's last characters are the check of what is before them. */
function holds(line: string, start: number, end: number): boolean {
  const check = checkOf(line, start, end);
  return (
    line.charCodeAt(end) === firstDigit + (check & 63) &&
    line.charCodeAt(end + 1) === firstDigit + ((check >> 6) & 63) &&
    line.charCodeAt(end + 2) === firstDigit + (check >> 12)
  );
}

/** Fewer characters are not worth a guess, and short texts are common. */
const guessCharsMin = 8;
/** What no frame of numbers holds; what closes a quotation or a bracket speaks for text. */
const stray = /[^0-o-]/g;
const closing = /["')]/;

/** A guess at what begins with a marker but cannot be read: most frames are digits throughout, and most texts are not. */
function likely(line: string, start: number): NoFrame {
  const rest = line.slice(start + 1);
  const strays = rest.match(stray) ?? [];
  return rest.length < guessCharsMin - 1 || strays.length > 1 || closing.test(strays.join(""))
    ? "text"
    : "damaged";
}
