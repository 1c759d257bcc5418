import { findBoard } from "../boards/find-board.ts";
import { openPort } from "../link/port.ts";
import type { Command } from "./command.ts";
import { parseBaud } from "./parse-baud.ts";
import { type WatchPortOptions, watchOptions, watchPort } from "./watch-port.ts";

/** What `uartConsole()` sets up on boards that can. */
const usualBaud = 115_200;

export const monitor: Command = {
  name: "monitor",
  summary: "show what a board says, and wait for it when it goes away",
  options: [
    { flags: "--port <port>", summary: "serial:/dev/…, tcp:host:port or sim:<board>" },
    {
      flags: "--baud <n>",
      summary: `speed of the line (default: that of --board, else ${usualBaud})`,
      parse: parseBaud,
    },
    { flags: "--board <name>", summary: "the board whose console speed to use" },
    ...watchOptions,
  ],
  examples: [
    "baton monitor --port serial:/dev/ttyACM0",
    "baton monitor --port tcp:127.0.0.1:2323 --json --until 'storm over' --timeout 30s",
  ],
  async run(_args, options, output) {
    const { port: address, baud: chosen, board } = options as MonitorOptions;
    const baud = chosen ?? (board === undefined ? usualBaud : (await findBoard(board)).console.baud);
    const open = () => openPort(address, { baud });
    await watchPort(await open(), options, output, open);
  },
};

interface MonitorOptions extends WatchPortOptions {
  readonly port?: string;
  readonly baud?: number;
  readonly board?: string;
}
