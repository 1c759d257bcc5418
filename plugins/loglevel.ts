import type { FirmwarePlugin } from "../firmware/plugin.ts";
import type { Console } from "../firmware/printk/console.ts";
import type { Level } from "../firmware/printk/level.ts";
import type { Printk } from "../firmware/printk/printk.ts";

/**
 * `loglevel(console, n)` at the prompt: from here on the console leaves out records of level `n` and above; 8 leaves out
 * none. The console goes by its name in `printkStats()`, or by its place there, 0 the first. Without `n` it answers what
 * is set.
 */
export function loglevel(): FirmwarePlugin {
  return {
    name: "loglevel",
    boot(firmware) {
      firmware.platform.expose("loglevel", (which: string | number, level?: number) => {
        const console = find(firmware.printk, which);
        if (level !== undefined) console.level = checked(level);
        // What machine code writes by itself it may have to leave out now, and leave to JavaScript.
        if (firmware.printk.collect) firmware.printk.collect();
        return console.level;
      });
      return undefined;
    },
  };
}

function find(printk: Printk, which: string | number): Console {
  let names = "";
  let index = 0;
  for (let console = printk.console; console; console = console.next) {
    if (which === index || which === console.port.name) return console;
    names += " " + index++ + "=" + console.port.name;
  }
  throw new Error("no console " + which + "; there are" + (names || " none"));
}

function checked(level: number): Level | 8 {
  if (!(level >= 0 && level <= 8) || level % 1) throw new Error("a level is 0 to 8");
  return level as Level | 8;
}
