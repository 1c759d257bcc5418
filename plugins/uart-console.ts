import type { Uart } from "../firmware/board.ts";
import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { createUartPort } from "../firmware/ports/uart-port.ts";

export interface UartConsoleOptions {
  /** The board's name for the port; its console port unless given. */
  device?: string;
  /** Bits per second; the board's usual speed unless given. */
  baud?: number;
  /** Records of this level and above are left out; 8, the default, leaves out none. */
  level?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
}

/** Records on a UART, without ever waiting for it. */
export function uartConsole(options: UartConsoleOptions = {}): FirmwarePlugin {
  return {
    name: "uart-console",
    boot(firmware) {
      const board = firmware.board;
      const uart = uartNamed(board.uarts, options.device || board.console.device);
      firmware.addConsole(
        createUartPort(firmware.platform, board.rooms, uart, options.baud || board.console.baud),
        options.level === undefined ? 8 : options.level,
      );
      return undefined;
    },
  };
}

function uartNamed(uarts: readonly Uart[], device: string): Uart {
  for (let i = 0; i < uarts.length; i++) if ((uarts[i] as Uart).device === device) return uarts[i] as Uart;
  throw new Error("the board has no " + device);
}
