/**
 * Log calls of up to two integers as one call of machine code. In the place of such a call the build puts
 * `logInts(what, a, b) || storeInts(what, a, b)`, and `what` is `site << 3 | level`: machine code stores it in the event ring,
 * or says that it does not, and then the call makes a record as any other.
 */
import { CONTEXT_SHIFT } from "../platform/platform.ts";
import type { Site } from "../printk/record.ts";

export type LogInts = (what: number, a?: number, b?: number) => number;

const LEVEL_BITS = 3;
const SITE_MASK = (1 << CONTEXT_SHIFT) - 1;

/** The sites of the calls, by the number that the build has given them. */
const sites: Site[] = [];

/** The machine code; nothing before `nativeRing` has started. Context: any. Native. @returns 0 where the caller has to. */
export let logInts: LogInts = refuse;

/** Has the machine code called from here on. Context: task. */
export function logIntsWith(native: LogInts): void {
  logInts = native;
}

/** Says what the calls with this number have in common. Context: task, before the first of them. */
export function nameSite(index: number, site: Site): void {
  sites[index] = site;
}

/** @param what - with a context or without. */
export function siteOf(what: number): Site {
  return sites[(what & SITE_MASK) >> LEVEL_BITS] as Site;
}

function refuse(): number {
  return 0;
}
