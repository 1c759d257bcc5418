import { findBoard } from "../boards/find-board.ts";
import { type ModemLines, openReturningPort, type PortOptions } from "../link/port.ts";
import type { Command, Output } from "./command.ts";
import { gather } from "./gather.ts";
import { itemDecoder } from "./item-decoder.ts";
import { lineSpeed, lineSpeedOption } from "./line-speed.ts";
import { loadFirmware } from "./load-firmware.ts";
import { parseOnOff } from "./parse-on-off.ts";
import { portSummary } from "./port-summary.ts";
import { type WatchOptions, watchOptions } from "./watch-options.ts";
import { type WatchedPort, watchPorts } from "./watch-ports.ts";

export const monitor: Command = {
  name: "monitor",
  summary: "show what boards say, and wait for them when they go away",
  options: [
    {
      flags: "--port <port>",
      summary: `${portSummary}; may be given more than once`,
      parse: gather,
    },
    lineSpeedOption,
    { flags: "--board <name>", summary: "the board, for its console's speed and its way to be reset" },
    {
      flags: "--manifest <file>",
      summary: "what the boards run, as built: stack traces then name the sources",
    },
    { flags: "--dtr <on|off>", summary: "raise or lower the line (default: on)", parse: parseOnOff },
    { flags: "--rts <on|off>", summary: "raise or lower the line (default: on)", parse: parseOnOff },
    ...watchOptions,
  ],
  examples: [
    "baton monitor --port serial:/dev/ttyACM0 --level net=debug,*=warn --time host,delta",
    "baton monitor --port /dev/ttyUSB0 --port /dev/ttyUSB1 --save both.log",
    "baton monitor --port tcp:127.0.0.1:2323 --json --until 'storm over' --timeout 30s",
  ],
  async run(_args, options, output) {
    const given = options as MonitorOptions;
    const board = given.board === undefined ? undefined : await findBoard(given.board);
    const firmware = given.manifest === undefined ? undefined : await loadFirmware(given.manifest, undefined);
    const baud = lineSpeed(given.baud, board);
    const opened = await openAll([given.port].flat(), { baud, modemLines: modemLines(given) }, output);
    const decoders = await Promise.all(opened.map(() => itemDecoder(firmware)));
    const watched = opened.map((each, index) => ({ ...each, decoder: decoders[index] }));
    await watchPorts(watched, options, output, { board: board ?? firmware?.board });
  },
};

interface MonitorOptions extends WatchOptions {
  readonly port?: string | readonly string[];
  readonly baud?: number;
  readonly board?: string;
  readonly manifest?: string;
  readonly dtr?: boolean;
  readonly rts?: boolean;
}

/** Opens every port, or none. */
async function openAll(
  addresses: readonly (string | undefined)[],
  options: PortOptions,
  output: Output,
): Promise<WatchedPort[]> {
  const opened: WatchedPort[] = [];
  try {
    for (const address of addresses) {
      if (address === "next") output.note("waiting for a board to be plugged in");
      const watched = await openReturningPort(address, { ...options, signal: output.signal });
      // What this board says while the next port is opened is kept for the one who listens.
      watched.port.pause?.();
      opened.push(watched);
    }
  } catch (error) {
    await Promise.all(opened.map(({ port }) => port.close()));
    throw error;
  }
  return opened;
}

/** @returns what the modem lines are to be, if anything was said of them. */
function modemLines({ dtr, rts }: MonitorOptions): ModemLines | undefined {
  return dtr === undefined && rts === undefined ? undefined : { dtr, rts };
}
