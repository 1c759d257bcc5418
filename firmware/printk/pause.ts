/**
 * A console out of service for a while, because its host is away or its store is full: nobody writes, emergencies pass it
 * by, and its records wait in the ring. Other consoles do not notice, as they would a port that is full for long, which
 * decides when all are looked at again. Only a panic writes all the same.
 */
import { type Console, pass } from "./console.ts";
import { acquire, type Owner, PANICKING } from "./console-lock.ts";
import type { Printk } from "./printk.ts";

const PAUSER: Owner = 10;

/** Context: task. @returns false while somebody is inside the driver. */
export function pause(console: Console): boolean {
  return acquire(console, PAUSER, PANICKING);
}

/** Puts the console back into service, if it was out of it. Context: task. */
export function resume(printk: Printk, console: Console): void {
  if (console.owner !== PAUSER) return;
  pass(console, PAUSER);
  printk.offload();
}
