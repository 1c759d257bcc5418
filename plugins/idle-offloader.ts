import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { turn } from "../firmware/printk/printk.ts";

/**
 * Writes records from the idle loop: whoever logs stores and returns, and a task of its own writes a slice whenever the
 * port has room. It sleeps when the ring is empty.
 */
export function idleOffloader(): FirmwarePlugin {
  return {
    name: "idle-offloader",
    boot: ({ platform, printk }) => ({
      offload: platform.spawn(turn.bind(undefined, printk)).wake,
    }),
  };
}
