import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { addConsole, type ConsoleOptions } from "./console-options.ts";

export interface MemoryConsoleOptions extends ConsoleOptions {
  /** Lines kept. A line of 60 characters takes six of the interpreter's variables. */
  linesMax?: number;
}

/**
 * Keeps the last lines in memory. `print(memoryLog())` at the prompt shows them: with a `level`, the warnings of an hour
 * ago are still there when the ring has long forgotten them.
 */
export function memoryConsole(options: MemoryConsoleOptions = {}): FirmwarePlugin {
  const linesMax = options.linesMax || 16;
  return {
    name: "memory-console",
    boot(firmware) {
      const lines: string[] = [];
      const port = { name: "memory", dueMs: 1, write, writeAtomic: write };
      addConsole(firmware, port, options);
      firmware.platform.expose("memoryLog", () => lines.join(""));
      return undefined;

      function write(text: string, offset: number, count: number): number {
        lines.push(text.substr(offset, count));
        if (lines.length > linesMax) lines.shift();
        return count;
      }
    },
  };
}
