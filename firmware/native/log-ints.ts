/**
 * Log calls of up to two integers as one call of machine code. In the place of such a call the build puts
 * `logInts(what, a, b)`, and `what` is `site << 5 | kind << 3 | level`: machine code stores it in the event ring.
 */
import { CONTEXT_SHIFT, type Context } from "../platform/platform.ts";
import { type Printk, writeLater } from "../printk/printk.ts";
import type { Site } from "../printk/record.ts";
import { store } from "../printk/record-ring.ts";

export type LogInts = (what: number, a?: number, b?: number) => void;

/**
 * The kind says what the message is to machine code that makes a line of it: so many integers, or something that takes
 * JavaScript.
 */
export const KIND_SHIFT = 3;
export const KIND_SCRIPT = 3 << KIND_SHIFT;
export const KIND_MASK = KIND_SCRIPT;
export const SITE_SHIFT = 5;
const SITE_MASK = (1 << CONTEXT_SHIFT) - 1;

/** The sites of the calls, by the number that the build has given them. */
export const sites: Site[] = [];

/** What they say, for machine code that makes text of them (`lines.ts`), by the same number. */
export const messages: string[] = [];

/** The machine code, or what stands in for it. Context: any. */
export let logInts: LogInts;

/** Says who is called from here on. Context: any. */
export function logIntsWith(log: LogInts): void {
  logInts = log;
}

/** @param what - with a context or without. */
export function siteOf(what: number): Site {
  return sites[(what & SITE_MASK) >> SITE_SHIFT] as Site;
}

/** Makes a record of a call, which may know better than the board that it is an interrupt's. Context: any. */
export function sayInts(printk: Printk, what: number, a?: number, b?: number): void {
  const { ring, platform } = printk;
  store(ring, ((what >> CONTEXT_SHIFT) as Context) || platform.context, siteOf(what), a, b);
  ring.nextSeq < ring.quietSeq || writeLater(printk);
}
