import type { Context } from "./context.ts";

/** Follows a run. Whatever listens must bound what it keeps. */
export interface Trace {
  /** `context` had its CPU, in the state it has at the moment of the call. */
  ran(context: Context, fromUs: number, toUs: number): void;
  /** The right to write moved from one context to another without being free in between. */
  handedOff(from: Context, to: Context, atUs: number): void;
  /** The right to write was taken, or given back (`undefined`). */
  owner(context: Context | undefined, atUs: number): void;
  /** How many records are stored and not yet written. */
  level(pending: number, atUs: number): void;
}
