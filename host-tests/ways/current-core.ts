/**
 * Stands for `firmware/singleton.ts` where tests are lowered: what lowered code touches is that of the core which the test
 * has booted last.
 */
import type { Platform } from "../../firmware/platform/platform.ts";
import { type Printk, writeLater } from "../../firmware/printk/printk.ts";
import type { RecordRing } from "../../firmware/printk/record-ring.ts";

export let printk: Printk;
export let platform: Platform;
export let ring: RecordRing;
export let now: Platform["now"];
export { keep } from "../../firmware/printk/snapshot.ts";

export function wake(): void {
  writeLater(printk);
}

export function makeCurrent(core: Printk): void {
  printk = core;
  ({ platform, ring } = core);
  now = ring.clock;
}
