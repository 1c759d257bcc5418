/**
 * The one core of a firmware, and what a log call that the build has lowered touches of it. The build puts `ring`, `now`,
 * `platform` and `wake` into the code of the application, where a call through a logger would cost five times as much.
 */
import { espruino } from "./platform/espruino.ts";
import { createPrintk, writeLater } from "./printk/printk.ts";

export const platform = espruino();
export const printk = createPrintk(platform);
export const ring = printk.ring;
export const now = platform.now;
export { keep } from "./printk/snapshot.ts";

/** Has what was stored written by whom the table says. Context: any. */
export function wake(): void {
  writeLater(printk);
}
