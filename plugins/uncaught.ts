import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { Logger } from "../firmware/printk/logger.ts";
import { panicOn } from "../firmware/printk/panic.ts";

export interface UncaughtOptions {
  /** Whether an exception that nobody caught ends in a panic. Unless true it is logged and the firmware goes on. */
  panic?: boolean;
}

/** Exceptions that nobody caught become records, with their stack, instead of text at the prompt. */
export function uncaught(options: UncaughtOptions = {}): FirmwarePlugin {
  return {
    name: "uncaught",
    boot(firmware) {
      const pr = new Logger(firmware.printk, "uncaught");
      firmware.platform.onUncaught((error) => {
        const lines = linesOf(error);
        pr.crit("uncaught %s", error);
        for (let i = 0; i < lines.length; i++) if (lines[i]) pr.crit("%s", lines[i]);
        if (options.panic) panicOn(firmware.printk, "uncaught " + error);
      });
      return undefined;
    },
  };
}

function linesOf(error: unknown): string[] {
  const stack = (error as { stack?: string } | undefined)?.stack;
  return stack ? stack.split("\n") : [];
}
