/**
 * The way down. Whatever happens here, the board resets.
 *
 * Order: have the reset happen even if the rest dies; latch, so that a crash inside the crash path does not begin
 * again; tell the plugins, last to first; take every console over and write what is pending, each in its
 * time; let the plugins save what they want to keep; reset. Records logged meanwhile are stored and written with the
 * rest.
 *
 * Source: kernel/panic.c and nbcon.c, Linux 6.12: panic(), nbcon_atomic_flush_unsafe().
 */

import type { FirmwareHooks } from "../plugin.ts";
import { plain } from "../wire/wire.ts";
import { AGAIN, type Console, replay, step } from "./console.ts";
import { type Owner, PANICKING, seize } from "./console-lock.ts";
import { s } from "./conversions.ts";
import { EMERG } from "./level.ts";
import { type Printk, say } from "./printk.ts";
import { SITE, type Site, VALUES } from "./record.ts";

/**
 * How long each console may take, and one record more. A full ring of 32 records of 60 characters needs 167 ms at 115200 baud. For
 * as long, what waits in machine code's ring is brought into the room that this makes.
 */
const FLUSH_TIMEOUT_MS = 500;
/** When the board resets although this code never came to its end. */
const RESET_TIMEOUT_MS = 2000;

const PANICKER: Owner = 9;

const PANIC: Site = [EMERG, "", (record) => plain(record[SITE], "panic: " + s(record[VALUES]))];

/** Writes everything that is pending, then resets the board. Context: any. Does not return on a board. */
export function panicOn(printk: Printk, reason: string): void {
  // Before the latch: whoever dies right behind it leaves a board that resets (ARMED-BEFORE-WORK).
  printk.platform.resetIn(RESET_TIMEOUT_MS);
  if (latch(printk)) lastWords(printk, reason);
  printk.platform.reset();
}

function lastWords(printk: Printk, reason: string): void {
  printk.platform.enterPanic();
  say(printk, PANIC, reason);
  runHooks(printk.hooks, "panic", reason);
  flushAll(printk);
  runHooks(printk.hooks, "lastAct", reason);
}

/** One expression: the first caller gets true, every other one false. */
function latch(printk: Printk): boolean {
  return !printk.isPanicking && (printk.isPanicking = true);
}

/** Last to first. A plugin that fails here has lost its last words; the others have not. */
function runHooks(hooks: readonly FirmwareHooks[], moment: "panic" | "lastAct", reason: string): void {
  for (let i = hooks.length; i-- > 0; ) {
    try {
      const hook = (hooks[i] as FirmwareHooks)[moment];
      if (hook) hook(reason);
    } catch (_) {}
  }
}

function flushAll(printk: Printk): void {
  const { ring, platform } = printk;
  const now = platform.now;
  const collectTime = now() + FLUSH_TIMEOUT_MS / 1000;
  let seenSeq: number;
  do {
    seenSeq = ring.nextSeq;
    for (let console = printk.console; console; console = console.next)
      flushConsole(console, now, now() + FLUSH_TIMEOUT_MS / 1000);
    if (printk.collect) printk.collect();
  } while (ring.nextSeq !== seenSeq && now() < collectTime);
}

function flushConsole(console: Console, now: () => number, endTime: number): void {
  seize(console, PANICKER);
  replay(console);
  while (step(console, PANICKER, PANICKING) === AGAIN && now() < endTime);
  if (console.port.drainAtomic) console.port.drainAtomic();
}
