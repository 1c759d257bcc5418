import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { addConsole, type ConsoleOptions } from "./console-options.ts";

/** Characters under way between the two ends. They share the buffer of all input events, at least 512 bytes. */
const UNDER_WAY_CHARS_MAX = 64;

/**
 * Records for the program itself: they arrive as `LoopbackB.on("data", …)`, to be sent wherever it likes. The next piece
 * follows when the last one has arrived, so that input events always find room.
 *
 * Listen before `boot`: what arrives without a listener is gone. Not together with `interpreterOutput()`, which needs the
 * loopback for itself; not with the prompt on `LoopbackB`, to which the records would be commands.
 */
export function loopbackConsole(options: ConsoleOptions = {}): FirmwarePlugin {
  return {
    name: "loopback-console",
    boot(firmware) {
      const platform = firmware.platform;
      if (isLoopback(platform.promptDevice())) throw new Error("the prompt is on the loopback");
      const near = platform.serial("LoopbackA");
      const far = platform.serial("LoopbackB");
      let underWay = 0;
      if (far.on) far.on("data", (text) => void (underWay -= text.length));
      addConsole(firmware, { name: "LoopbackA", dueMs: 1, write, writeAtomic }, options);
      return undefined;

      function write(text: string, offset: number, count: number): number {
        const taken = Math.max(0, Math.min(count, UNDER_WAY_CHARS_MAX - underWay));
        if (taken > 0) send(text.substr(offset, taken));
        return taken;
      }

      /** What is not read before a reset is lost with the rest of the program, so there is nothing to wait for. */
      function writeAtomic(text: string, offset: number, count: number): void {
        send(text.substr(offset, count));
      }

      function send(text: string): void {
        underWay += text.length;
        near.write(text);
      }
    },
  };
}

function isLoopback(device: string | undefined): boolean {
  return device === "LoopbackA" || device === "LoopbackB";
}
