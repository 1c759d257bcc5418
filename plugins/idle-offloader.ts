import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { turn } from "../firmware/printk/printk.ts";

export interface IdleOffloaderOptions {
  /** What one turn may spend on formatting and writing, in milliseconds, a record's formatting more at most. */
  budgetMs?: number;
}

/**
 * Writes records from the idle loop: whoever logs stores and returns, and a task of its own writes a slice whenever the
 * port has room. It sleeps when the ring is empty.
 */
export function idleOffloader(options: IdleOffloaderOptions = {}): FirmwarePlugin {
  const budgetMs = options.budgetMs || 1;
  return {
    name: "idle-offloader",
    boot: ({ platform, printk }) => ({
      offload: platform.spawn(turn.bind(undefined, printk, budgetMs)).wake,
    }),
  };
}
