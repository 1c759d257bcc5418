/**
 * The books: for each console, logged = written + dropped (by reason) + suppressed + pending. The names are read on
 * the host and at the prompt, so they are quoted: the build shortens no quoted name.
 */
import { type Console, pending } from "./console.ts";
import type { Printk } from "./printk.ts";

/** Context: task. */
export function stats(printk: Printk): object {
  const consoles: object[] = [];
  let behind = 0;
  for (let i = 0; i < printk.consoles.length; i++) {
    const console = printk.consoles[i] as Console;
    consoles.push(consoleStats(console));
    behind = Math.max(behind, pending(console));
  }
  return {
    logged: printk.ring.nextSeq,
    pending: pending,
    recovered: printk.recovered,
    bootTime: printk.ring.bootTime,
    consoles: consoles,
  };
}

function consoleStats(console: Console): object {
  return {
    name: console.port.name,
    written: console.written,
    dropped: { overrun: console.overrun, failed: console.failed },
    suppressed: console.suppressed,
    pending: pending(console),
    handoffs: console.lock.handoffs,
    takeovers: console.lock.takeovers,
  };
}
