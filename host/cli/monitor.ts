import { findBoard } from "../boards/find-board.ts";
import { openPort } from "../link/port.ts";
import type { Command } from "./command.ts";
import { parseBaud } from "./parse-baud.ts";
import { type WatchOptions, watchOptions } from "./watch-options.ts";
import { type WatchedPort, watchPorts } from "./watch-ports.ts";

/** What `uartConsole()` sets up on boards that can. */
const usualBaud = 115_200;

export const monitor: Command = {
  name: "monitor",
  summary: "show what boards say, and wait for them when they go away",
  options: [
    {
      flags: "--port <port>",
      summary: "serial:/dev/…, tcp:host:port or sim:<board>; may be given more than once",
      parse: (text, previous = []) => [...(previous as string[]), text],
    },
    {
      flags: "--baud <n>",
      summary: `speed of the line (default: that of --board, else ${usualBaud})`,
      parse: parseBaud,
    },
    { flags: "--board <name>", summary: "the board whose console speed to use" },
    ...watchOptions,
  ],
  examples: [
    "baton monitor --port serial:/dev/ttyACM0 --level net=debug,*=warn --time host,delta",
    "baton monitor --port /dev/ttyUSB0 --port /dev/ttyUSB1 --save both.log",
    "baton monitor --port tcp:127.0.0.1:2323 --json --until 'storm over' --timeout 30s",
  ],
  async run(_args, options, output) {
    const { port, baud: chosen, board } = options as MonitorOptions;
    const baud = chosen ?? (board === undefined ? usualBaud : (await findBoard(board)).console.baud);
    await watchPorts(await openAll([port].flat(), baud), options, output);
  },
};

interface MonitorOptions extends WatchOptions {
  readonly port?: string | readonly string[];
  readonly baud?: number;
  readonly board?: string;
}

/** Opens every port, or none. */
async function openAll(addresses: readonly (string | undefined)[], baud: number): Promise<WatchedPort[]> {
  const opened: WatchedPort[] = [];
  try {
    for (const address of addresses) {
      const reopen = () => openPort(address, { baud });
      const port = await reopen();
      // What this board says while the next port is opened is kept for the one who listens.
      port.pause?.();
      opened.push({ port, reopen });
    }
  } catch (error) {
    await Promise.all(opened.map(({ port }) => port.close()));
    throw error;
  }
  return opened;
}
