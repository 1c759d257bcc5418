import type { Firmware } from "../firmware/plugin.ts";
import type { Console, Port } from "../firmware/printk/console.ts";
import type { ConsoleMode } from "../firmware/printk/mode.ts";

/** What every console can be told. */
export interface ConsoleOptions {
  /** Records of this level and above are left out; 8, the default, leaves out none. */
  level?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
  /** What to do with a record that the port does not take at once: `skip`, `trim`, `block(…)`. It waits unless given. */
  mode?: ConsoleMode;
}

/** Adds a console on `port` as the options say. Context: task. */
export function addConsole(firmware: Firmware, port: Port, { level, mode }: ConsoleOptions): Console {
  const console = firmware.addConsole(port, level === undefined ? 8 : level);
  if (mode) console.mode = mode;
  return console;
}
