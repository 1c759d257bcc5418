/**
 * One message as it was logged: nothing is formatted yet.
 *
 * A tuple and not an object: on a board an array literal is made in two thirds of the time, and a log call is little else.
 */
import type { Context } from "../platform/platform.ts";
import type { Level } from "./level.ts";

export type LogRecord = [
  /** Number of the record since boot. 53 bits: at 10,000 records a second they last 28,000 years. */
  seq: number,
  /** Seconds on the platform's clock; never less than that of the record before, once a reader has seen it. */
  time: number,
  context: Context,
  site: Site,
  ...values: unknown[],
] & {
  /** Continuations, in order. */
  more?: LogRecord[];
};
export const SEQ = 0;
export const TIME = 1;
export const CONTEXT = 2;
export const SITE = 3;
/** The first of the values; what they are is between the call that stored them and the text of its site. */
export const VALUES = 4;

/** What every record of one log call has in common. Made once, where nothing is in a hurry. */
export type Site = readonly [
  level: Level,
  /** The module that logs, or "". */
  facility: string,
  /**
   * Makes the message from the record's values; in a build with tokens the token and the arguments, which the host makes
   * the message from. Context: any.
   */
  text: (record: LogRecord) => string,
];
export const LEVEL = 0;
export const FACILITY = 1;
export const TEXT = 2;
