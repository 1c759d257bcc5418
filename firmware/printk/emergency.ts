/** Saying it now, whatever it costs. All that a firmware without emergencies leaves out of its bundle is here. */
import type { Context } from "../platform/platform.ts";
import { AGAIN, leave, step } from "./console.ts";
import { EMERGENCY, NOBODY, type Owner } from "./console-lock.ts";
import type { Printk } from "./printk.ts";

/** What the core knows of emergencies, once there was one. */
export interface Urgency {
  /** Those under way, on all CPUs. */
  count: number;
  /** Writes what is stored. Context: any. */
  write(printk: Printk, context: Context): void;
}

/** Owners of a console, another in each context: an interrupt may have an emergency while a task has one. */
const EMERGENCY_IN: Owner = 3;

/**
 * Runs `fn`; what it logs is on the wire when it returns, and everything older before it. Waits for the ports.
 *
 * Context: task or IRQ. In an interrupt that came inside a driver the records are only stored, and written next.
 */
export function emergencySection(printk: Printk, fn: () => void): void {
  const { local } = printk.platform;
  const urgency = printk.urgency || (printk.urgency = { count: 0, write });
  // Every record of this one is written at once, so every call has to ask who writes from here on.
  urgency.count++, local.emergencies++, (printk.ring.quietSeq = 0);
  try {
    if (printk.collect) printk.collect();
    fn();
  } finally {
    urgency.count--, local.emergencies--;
    if (printk.collect) printk.collect();
  }
}

/**
 * Writes every console's records to the last one there is. What is logged meanwhile is left to the next, so that a port
 * that logs what it does cannot keep an emergency for ever.
 */
function write(printk: Printk, context: Context): void {
  const who = EMERGENCY_IN + context;
  const { local } = printk.platform;
  if (local.inConsole || !(local.inConsole = who)) return;
  const endSeq = printk.ring.nextSeq;
  for (let console = printk.console; console; console = console.next) {
    while (step(console, who, EMERGENCY) === AGAIN && console.cursor < endSeq);
    leave(console, who);
  }
  local.inConsole = NOBODY;
}
