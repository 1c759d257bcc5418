/**
 * Log calls of up to two integers as one call of machine code. In the place of such a call the build puts
 * `logInts(what, a, b) || storeRefused()`, and `what` is `site << 3 | level`: machine code stores it in the event ring, or puts it
 * on a pile, from which it becomes a record as any other.
 */
import { CONTEXT_SHIFT } from "../platform/platform.ts";
import { type Printk, say } from "../printk/printk.ts";
import type { Site } from "../printk/record.ts";

export type LogInts = (what: number, a?: number, b?: number) => number;
/** What, and two integers. */
export type RefusedCall = readonly [number, number, number];

const LEVEL_BITS = 3;
const SITE_MASK = (1 << CONTEXT_SHIFT) - 1;

/** The sites of the calls, by the number that the build has given them. */
const sites: Site[] = [];

/** The machine code, or what stands in for it. Context: any. @returns 0 where the caller has to take the call off the pile. */
export let logInts: LogInts;
/** Takes the topmost call off the pile. Context: any. Native code has put it there. */
export let refused: () => RefusedCall;

/** Says who is called from here on. Context: task. */
export function logIntsWith(log: LogInts, takeRefused = refused): void {
  refused = takeRefused;
  logInts = log;
}

/** Says what the calls with this number have in common. Context: task, before the first of them. */
export function nameSite(index: number, site: Site): void {
  sites[index] = site;
}

/** @param what - with a context or without. */
export function siteOf(what: number): Site {
  return sites[(what & SITE_MASK) >> LEVEL_BITS] as Site;
}

/** Makes a record of a call. Context: any. */
export function sayInts(printk: Printk, what: number, a?: number, b?: number): void {
  say(printk, siteOf(what), a, b);
}
