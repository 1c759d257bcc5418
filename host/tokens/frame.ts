/**
 * One line of the wire as a frame. See `firmware/wire/token-wire.ts` for its form.
 *
 * Nothing but a whole frame is one: its token is in the dictionary, its arguments end where the check begins, and the check
 * holds. A frame in which one character has changed never is, as a test shows for every character up to 300; of other
 * damage that leaves the form intact, one in 262,144 goes unnoticed.
 */
import { DEBUG } from "../../firmware/printk/level.ts";
import { neutralise } from "../monitor/neutralise.ts";
import { readArguments, readNumber, type TokenValue } from "./arguments.ts";
import { checkOf } from "./check.ts";
import type { Dictionary, TokenSite } from "./dictionary.ts";
import { DigitsReader } from "./digits-reader.ts";

export interface Frame {
  readonly site: TokenSite;
  /** Whether machine code has made it, which counts its frames by itself. */
  readonly isMachine: boolean;
  readonly isInterrupt: boolean;
  /** Whether number and time are there in full. */
  readonly isSync: boolean;
  /** How many records were overwritten on the board right before this one; a sync frame says so. */
  readonly lostCount: number;
  /** The record's number in a sync frame, else its low bits: two, or five of machine code's. */
  readonly seq: number;
  /** Microseconds since boot, or since the frame before. */
  readonly us: number;
  readonly values: readonly TokenValue[];
  /** The record's continuations. */
  readonly more: string;
}

/** What a line is that is no frame. */
export type NoFrame = "unknown token" | "no dictionary" | "another dictionary" | "damaged" | "text";

const firstMarker = 0x21;
const lastMarker = 0x2a;
/** Half of what is counted from the first marker; the other bit says interrupt. */
const sync = 4;
/** Machine code's markers: a frame and a sync frame, each in a task and in an interrupt. */
const firstMachineMarker = 0x7b;
const lastMachineMarker = 0x7e;
const machineSync = 1;
const firstDigit = 0x30;
const checkChars = 3;
const noToken = "0";
/** A marker, a time, a token and the check. */
const frameCharsMin = 3 + checkChars;

/** Whether a frame may begin with the line's character `at`. */
export function isMarker(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return (code >= firstMarker && code <= lastMarker) || isMachineMarker(line, at);
}

export function isMachineMarker(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code >= firstMachineMarker && code <= lastMachineMarker;
}

/**
 * Reads the frame that begins at `start`, with a marker, and ends with the line.
 *
 * @param dictionary - without one, only what has no token can be read.
 */
export function readFrame(line: string, start: number, dictionary: Dictionary | undefined): Frame | NoFrame {
  const end = line.length - checkChars;
  if (line.length - start < frameCharsMin) return "text";
  if (dictionary === undefined && !holds(line, start, end)) return "text";
  const isMachine = isMachineMarker(line, start);
  const marker = line.charCodeAt(start) - (isMachine ? firstMachineMarker : firstMarker);
  const kind = marker >> 1;
  const isSync = kind === (isMachine ? machineSync : sync);
  const reader = new DigitsReader(line, start + 1, end);
  const lostCount = isSync ? reader.number() : 0;
  const seq = isSync || isMachine ? reader.number() : kind;
  const us = readNumber(reader);
  const token = reader.number();
  if (reader.hasFailed || !Number.isFinite(us)) return likely(line, start);
  const site = token === 0 ? plainSite(reader) : dictionary?.sites.get(token);
  if (site === undefined) {
    const why = dictionary === undefined ? "no dictionary" : "unknown token";
    return holds(line, start, end) ? why : likely(line, start);
  }
  const values = readArguments(reader, site.args);
  const more = continuations(reader);
  const fits = !reader.hasFailed && reader.isAtEnd;
  if (!holds(line, start, end)) return fits || reader.hasRunOut ? "damaged" : likely(line, start);
  if (!fits) return "another dictionary";
  return { site, isMachine, isInterrupt: marker % 2 === 1, isSync, lostCount, seq, us, values, more };
}

/** The build reads none of them. */
function continuations(reader: DigitsReader): string {
  let text = "";
  while (reader.skip(noToken)) text += plainSite(reader)?.end ?? "";
  return text;
}

/** A record that has no token says all of it itself. */
function plainSite(reader: DigitsReader): TokenSite | undefined {
  const level = reader.number();
  const facility = reader.quoted();
  const end = neutralise(reader.quoted());
  return level > DEBUG ? undefined : { level, facility: facility || undefined, args: [], end };
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
