import type { BootBoard } from "../firmware/board.ts";
import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { attendHost, createHostPort } from "../firmware/ports/host-port.ts";
import { WARNING } from "../firmware/printk/level.ts";
import { say } from "../firmware/printk/printk.ts";
import type { Site } from "../firmware/printk/record.ts";
import { said } from "../firmware/wire/wire.ts";
import { addConsole, type ConsoleOptions } from "./console-options.ts";

/** A packet of full-speed USB. */
const PIECE_CHARS_MAX = 64;
/** A packet every ten milliseconds. A cautious guess: full-speed USB carries a hundred times as much. */
const CHARS_PER_SECOND = 6400;
const NOTE: Site = [WARNING, "usb-console", said];

/**
 * Records on USB. While no host is connected nothing is written, and the host that comes gets what the ring still has.
 *
 * A host that keeps the port open and does not read never stalls the firmware where the interpreter counts its transmit
 * ring, which it does after 2v29. Where it does not, a warning says so at boot: such a host may make one write in five
 * seconds wait, until the interpreter takes it for gone. Before 2v25 nobody can tell whether there is a host at all, and
 * what is written for none is gone.
 *
 * Refused on an RP2040: with its firmware 2v29 a host that stops reading hangs the board for good.
 */
export function usbConsole(options: ConsoleOptions = {}): FirmwarePlugin {
  return {
    name: "usb-console",
    boot(firmware) {
      const { platform, board, printk } = firmware;
      if (hasFifo(board))
        throw new Error("a USB host that stops reading hangs this board; use uartConsole()");
      const device = platform.serial("USB");
      const port = createHostPort(platform, board, {
        device: "USB",
        isConnected: () => !device.isConnected || device.isConnected(),
        pieceCharsMax: PIECE_CHARS_MAX,
        charsPerSecond: CHARS_PER_SECOND,
      });
      if (!device.isConnected) say(printk, NOTE, "nobody can tell whether a host is there, or reads");
      else if (!platform.transmitBuffer())
        say(printk, NOTE, "a host that is there but does not read may stall a write");
      attendHost(printk, addConsole(firmware, port, options), port);
      return undefined;
    },
  };
}

/** A UART without a transmit ring is the mark of an RP2040. */
function hasFifo(board: BootBoard): boolean {
  for (let i = 0; i < board.uarts.length; i++)
    if ((board.uarts[i] as BootBoard["uarts"][number]).transmit.kind === "fifo") return true;
  return false;
}
