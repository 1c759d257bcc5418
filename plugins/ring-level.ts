import { lookEvery } from "../firmware/platform/look-every.ts";
import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { pending } from "../firmware/printk/console.ts";
import { DEBUG } from "../firmware/printk/level.ts";
import { type Printk, say } from "../firmware/printk/printk.ts";
import type { Site } from "../firmware/printk/record.ts";
import { said } from "../firmware/wire/wire.ts";

const NOTE: Site = [DEBUG, "ring-level", said];

export interface RingLevelOptions {
  /** How often it is said, in milliseconds. */
  everyMs?: number;
}

/**
 * Says now and then how full the ring is: `ring-level: 12 of 64` are records that the slowest console has yet to write. The
 * bridge makes a metric of it, so that one sees a board fall behind before it drops anything.
 */
export function ringLevel(options: RingLevelOptions = {}): FirmwarePlugin {
  const everyMs = options.everyMs || 10_000;
  return {
    name: "ring-level",
    boot(firmware) {
      const printk = firmware.printk;
      lookEvery(firmware.platform, everyMs, () => {
        say(printk, NOTE, mostPending(printk) + " of " + (printk.ring.recordMask + 1));
      });
      return undefined;
    },
  };
}

function mostPending(printk: Printk): number {
  let most = 0;
  for (let console = printk.console; console; console = console.next) most = Math.max(most, pending(console));
  return most;
}
