import { afterPrompt } from "../firmware/native/after-prompt.ts";
import { createPump } from "../firmware/native/pump.ts";
import { createPumpPort } from "../firmware/native/pump-port.ts";
import type { Firmware, FirmwarePlugin, Requirements } from "../firmware/plugin.ts";
import type { Console } from "../firmware/printk/console.ts";
import { WARNING } from "../firmware/printk/level.ts";
import { say, turn } from "../firmware/printk/printk.ts";
import type { Site } from "../firmware/printk/record.ts";
import { said } from "../firmware/wire/wire.ts";

/** @public Read by the build. */
export const requires: Requirements = {
  hasExecTimers: "a hardware timer that runs code of its own",
  hasNativeIrq: "interrupts that run machine code, which is for ARM chips",
  registers: "a UART that machine code can write to beside the interpreter",
};

const NOTE: Site = [WARNING, "native-offloader", said];

export interface NativeOffloaderOptions {
  /** The UART; the board's console port unless given. */
  device?: string;
  /** Bytes that are formatted ahead, and so reach the wire whatever happens to JavaScript; a power of two. */
  ringBytes?: number;
}

/**
 * Has machine code in the hardware timer's interrupt write the records: JavaScript only formats them. The line is never
 * idle while there is anything formatted, writing costs JavaScript no time, and goes on while JavaScript is
 * stuck.
 *
 * Stands behind `uartConsole()` in the list. The build refuses it for a board whose file says that it cannot work there. Where
 * that shows only at run time, as with a line that is too fast, a warning says why, and records are written from the idle loop
 * instead.
 */
export function nativeOffloader(options: NativeOffloaderOptions = {}): FirmwarePlugin {
  return {
    name: "native-offloader",
    boot(firmware) {
      try {
        attach(firmware, options);
      } catch (error) {
        say(firmware.printk, NOTE, (error as Error).message + ": the idle loop writes instead");
      }
      const write = turn.bind(undefined, firmware.printk);
      return { offload: firmware.platform.spawn(afterPrompt(write)).wake };
    },
  };
}

/** Puts the ring and the pump between the console and its UART. @throws where that does not work on this board. */
function attach(firmware: Firmware, { device, ringBytes }: NativeOffloaderOptions): void {
  const { board, platform, printk } = firmware;
  const console = consoleOn(printk.console, device || board.console.device);
  const { port } = console;
  const charsPerSecond = port.charsPerSecond as number;
  const pump = createPump(platform, board, port.name, charsPerSecond, ringBytes || 1024);
  const pumped = createPumpPort(platform, pump, port, charsPerSecond);
  console.port = pumped;
  // There is something to write as soon as the plugins have booted.
  pumped.arm();
}

function consoleOn(first: Console | undefined, device: string): Console {
  for (let console = first; console; console = console.next) if (console.port.name === device) return console;
  throw new Error("no console on " + device + " stands before it");
}
