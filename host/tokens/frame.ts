/**
 * One line of the wire as a frame. See `firmware/wire/token-frame.ts` for its form.
 *
 * Nothing but a whole frame is one: its token is in the dictionary, its arguments end where the check begins, and the check
 * holds. A frame in which one character has changed never is, as a test shows for every character up to 300; of other
 * damage that leaves the form intact, one in 262,144 goes unnoticed.
 */
import { readArguments, type TokenValue } from "./arguments.ts";
import { checkOf } from "./check.ts";
import type { Dictionary, TokenSite } from "./dictionary.ts";
import { DigitsReader } from "./digits-reader.ts";

export interface Frame {
  readonly site: TokenSite;
  readonly isInterrupt: boolean;
  /** Whether number and time are there in full. */
  readonly isSync: boolean;
  /** The record's number, or its two low bits. */
  readonly seq: number;
  /** Microseconds since boot, or since the frame before. */
  readonly us: number;
  readonly values: readonly TokenValue[];
  /** The record's continuations. */
  readonly more: string;
}

/** What a line is that is no frame. */
export type NoFrame = "unknown token" | "another dictionary" | "damaged" | "text";

const firstMarker = 0x21;
const lastMarker = 0x2a;
/** Counted from the first marker. */
const syncMarker = 8;
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
export function readFrame(line: string, start: number, { sites }: Dictionary): Frame | NoFrame {
  const end = line.length - checkChars;
  if (line.length - start < frameCharsMin) return "text";
  const marker = line.charCodeAt(start) - firstMarker;
  const isSync = marker >= syncMarker;
  const reader = new DigitsReader(line, start + 1, end);
  const seq = isSync ? reader.number() : marker & 3;
  const usInSync = isSync ? reader.number() : 0;
  const token = reader.number();
  const us = isSync ? usInSync : reader.number();
  if (reader.hasFailed) return likely(line, start);
  const site = sites.get(token);
  if (site === undefined) return holds(line, start, end) ? "unknown token" : likely(line, start);
  const values = readArguments(reader, site.args);
  const more = reader.isAtEnd ? "" : reader.counted();
  const fits = !reader.hasFailed && reader.isAtEnd;
  if (!holds(line, start, end)) return fits || reader.hasRunOut ? "damaged" : likely(line, start);
  if (!fits) return "another dictionary";
  const isInterrupt = isSync ? marker > syncMarker : (marker & interruptBit) > 0;
  return { site, isInterrupt, isSync, seq, us, values, more };
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
