import type { Platform } from "../firmware/platform/platform.ts";
import type { FirmwarePlugin, Requirements } from "../firmware/plugin.ts";

/** @public Read by the build. */
export const requires: Requirements = {
  hasExecTimers: "a hardware timer that runs JavaScript between two statements",
};

export interface IrqTimer extends FirmwarePlugin {
  /**
   * Runs `fn` every `intervalMs` in a real interrupt: the hardware timer preempts whatever JavaScript runs, before its next
   * statement, critical sections included. What `fn` logs is marked `[C]`, only stored, and written by others.
   *
   * Such interrupts do not nest; ticks that come while one runs are dropped. So `fn` had better be short: its time is
   * taken from everybody. Context of `fn`: IRQ. Context: task, after `boot`.
   *
   * @param intervalMs - in milliseconds; a fraction will do.
   * @returns what ends it. Context: task.
   */
  everyIrq(intervalMs: number, fn: () => void): () => void;
}

/** JavaScript that preempts JavaScript, at a steady pace: for sampling that no stall may delay. */
export function irqTimer(): IrqTimer {
  let platform: Platform | undefined;
  return {
    name: "irq-timer",
    boot(firmware) {
      platform = firmware.platform;
      return undefined;
    },
    everyIrq(intervalMs, fn) {
      if (!platform) throw new Error("irqTimer() is not in the list of boot()");
      if (!(intervalMs > 0)) throw new Error("an interval is longer than 0 ms");
      return platform.preempt(intervalMs, fn);
    },
  };
}
