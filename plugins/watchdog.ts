import { lookEvery } from "../firmware/platform/look-every.ts";
import type { FirmwarePlugin, Requirements } from "../firmware/plugin.ts";
import { panicOn } from "../firmware/printk/panic.ts";

/** @public Read by the build. */
export const requires: Requirements = {
  hasExecTimers: "a hardware timer that runs JavaScript between two statements",
};

export interface WatchdogOptions {
  /** How long the event loop may be stuck, in milliseconds. */
  timeoutMs?: number;
}

/** Looks in one timeout. The loop is kicked twice as often, so that one late kick is no alarm. */
const LOOKS_PER_TIMEOUT = 4;

/**
 * Ends an event loop that is stuck: the preempting timer looks whether the loop still turns, and if it does not, its
 * last act is a panic, with everything written and saved, instead of a silent reset. Only on boards with EXEC timers.
 */
export function watchdog(options: WatchdogOptions = {}): FirmwarePlugin {
  const timeoutMs = options.timeoutMs || 5000;
  return {
    name: "watchdog",
    boot(firmware) {
      let looksLeft = LOOKS_PER_TIMEOUT;
      lookEvery(firmware.platform, timeoutMs / LOOKS_PER_TIMEOUT / 2, () => {
        looksLeft = LOOKS_PER_TIMEOUT;
      });
      firmware.platform.preempt(timeoutMs / LOOKS_PER_TIMEOUT, () => {
        if (looksLeft-- === 0) panicOn(firmware.printk, "event loop stuck for " + timeoutMs + " ms");
      });
      return undefined;
    },
  };
}
