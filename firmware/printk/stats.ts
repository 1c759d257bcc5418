/**
 * The books: for each console, logged = written + dropped (by reason) + suppressed + pending. The names are read on
 * the host and at the prompt, so they are quoted: the build shortens no quoted name.
 */
import { type Console, pending, REASONS } from "./console.ts";
import type { Printk } from "./printk.ts";

/** Context: task. */
export function stats(printk: Printk): object {
  const consoles: object[] = [];
  let behind = 0;
  for (let console = printk.console; console; console = console.next) {
    consoles.push(consoleStats(console, printk.limitedCount));
    behind = Math.max(behind, pending(console));
  }
  const books: Record<string, unknown> = {
    "logged": printk.ring.nextSeq + printk.limitedCount,
    "pending": behind,
    "recovered": printk.recoveredCount,
    "bootTime": printk.ring.startTime,
    "consoles": consoles,
  };
  if (printk.hash) books["dictionary"] = printk.hash;
  return books;
}

function consoleStats(console: Console, limited: number): object {
  const dropped: Record<string, number> = {};
  for (let i = 0; i < REASONS.length; i++) dropped[REASONS[i] as string] = console.lost[i] as number;
  return {
    "name": console.port.name,
    "written": console.writtenCount,
    "dropped": dropped,
    "suppressed": console.suppressedCount + limited,
    "pending": pending(console),
    "handoffs": console.handoffCount,
    "takeovers": console.takeoverCount,
  };
}
