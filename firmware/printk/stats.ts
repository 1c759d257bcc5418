/**
 * The books: for each console, logged = written + dropped (by reason) + suppressed + pending. The names are read on
 * the host and at the prompt, so they are quoted: the build shortens no quoted name.
 */
import { type Console, pending, REASONS } from "./console.ts";
import type { Printk } from "./printk.ts";

export interface Books {
  "logged": number;
  "pending": number;
  "recovered": number;
  /** The clock's seconds when those of the records began. */
  "bootTime": number;
  "consoles": ConsoleBooks[];
  /** What names the dictionary, where records are tokens. */
  "dictionary"?: string;
}

export interface ConsoleBooks {
  "name": string;
  "written": number;
  /** By reason. */
  "dropped": Record<string, number>;
  "suppressed": number;
  "pending": number;
  "handoffs": number;
  "takeovers": number;
}

/** Context: task. */
export function stats(printk: Printk): Books {
  const consoles: ConsoleBooks[] = [];
  let behind = 0;
  for (let console = printk.console; console; console = console.next) {
    consoles.push(consoleStats(console, printk.limitedCount));
    behind = Math.max(behind, pending(console));
  }
  const books: Books = {
    "logged": printk.ring.nextSeq + printk.limitedCount,
    "pending": behind,
    "recovered": printk.recoveredCount,
    "bootTime": printk.ring.startTime,
    "consoles": consoles,
  };
  if (printk.hash) books["dictionary"] = printk.hash;
  if (printk.audit) printk.audit(books);
  return books;
}

function consoleStats(console: Console, limited: number): ConsoleBooks {
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
