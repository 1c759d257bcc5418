/** Saying it now, whatever it costs. */
import type { Printk } from "./printk.ts";

/**
 * Runs `fn`; what it logs is on the wire when it returns, and everything older before it. Waits for the ports.
 *
 * Context: task or IRQ. In an interrupt that came inside a driver the records are only stored, and written next.
 */
export function emergencySection(printk: Printk, fn: () => void): void {
  const cpu = printk.platform.local;
  // Every record of this one is written at once, so every call has to ask who writes: no credit from here on.
  printk.emergencyCount++, cpu.emergencies++, (printk.ring.credit = 0);
  try {
    fn();
  } finally {
    printk.emergencyCount--, cpu.emergencies--;
  }
}
