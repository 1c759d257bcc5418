import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { addConsole, type ConsoleOptions } from "./console-options.ts";

/**
 * Records on the board's screen, where it has one as `Terminal`. A character is drawn when it is written, so the port is
 * never full and a record never waits.
 */
export function terminalConsole(options: ConsoleOptions = {}): FirmwarePlugin {
  return {
    name: "terminal-console",
    boot(firmware) {
      const device = firmware.platform.serial("Terminal");
      if (!device) throw new Error("the board has no Terminal");
      const port = { name: "Terminal", dueMs: 1, write, writeAtomic: write };
      addConsole(firmware, port, options);
      return undefined;

      function write(text: string, offset: number, count: number): number {
        device.write(text.substr(offset, count));
        return count;
      }
    },
  };
}
