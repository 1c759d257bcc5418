import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { INFO } from "../firmware/printk/level.ts";
import { say } from "../firmware/printk/printk.ts";
import type { Site } from "../firmware/printk/record.ts";
import { said } from "../firmware/wire/wire.ts";

const NOTE: Site = [INFO, "prompt", said];

export interface PromptOptions {
  /** The device that has the prompt, come what may: `Serial1`, `USB`, `Bluetooth`, `Terminal`. */
  device: string;
}

/**
 * Keeps Espruino's prompt on one device. Left to itself it moves to USB or Bluetooth when a host comes, and back to the
 * board's usual port when it goes, and says so in the middle of the record that is under way there.
 *
 * Records and prompt may share a port. The reckoning of its transmit buffer then knows nothing of what is typed and
 * answered, where the interpreter does not count it, and a slice may wait for a line at the prompt. On separate ports
 * neither disturbs the other. List it after the console that sets the port up.
 */
export function prompt(options: PromptOptions): FirmwarePlugin {
  return {
    name: "prompt",
    boot(firmware) {
      const { platform } = firmware;
      if (!platform.serial(options.device)) throw new Error("the board has no " + options.device);
      platform.movePrompt(options.device);
      say(firmware.printk, NOTE, "prompt on " + options.device);
      return undefined;
    },
  };
}
