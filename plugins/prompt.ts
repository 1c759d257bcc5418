import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { Logger } from "../firmware/printk/logger.ts";

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
      const pr = new Logger(firmware.printk, "prompt");
      if (!platform.serial(options.device)) throw new Error("the board has no " + options.device);
      platform.movePrompt(options.device);
      pr.info("prompt on %s", options.device);
      return undefined;
    },
  };
}
