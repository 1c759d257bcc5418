import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { CRIT } from "../firmware/printk/level.ts";
import { panicOn } from "../firmware/printk/panic.ts";
import { say } from "../firmware/printk/printk.ts";
import type { Site } from "../firmware/printk/record.ts";
import { keep } from "../firmware/printk/snapshot.ts";
import { said } from "../firmware/wire/wire.ts";

const NOTE: Site = [CRIT, "uncaught", said];

export interface UncaughtOptions {
  /** Whether an exception that nobody caught ends in a panic. Unless true it is logged and the firmware goes on. */
  panic?: boolean;
}

/** Exceptions that nobody caught become records, with their stack, instead of text at the prompt. */
export function uncaught(options: UncaughtOptions = {}): FirmwarePlugin {
  return {
    name: "uncaught",
    boot(firmware) {
      const { platform, printk } = firmware;
      platform.onUncaught((error) => {
        const lines = linesOf(error);
        say(printk, NOTE, "uncaught " + keep(error));
        for (let i = 0; i < lines.length; i++) if (lines[i]) say(printk, NOTE, keep(lines[i]));
        if (options.panic) panicOn(printk, "uncaught " + error);
      });
      return undefined;
    },
  };
}

function linesOf(error: unknown): string[] {
  const stack = (error as { stack?: string } | undefined)?.stack;
  return stack ? stack.split("\n") : [];
}
