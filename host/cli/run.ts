import { lastingAddress, openPort, type Port } from "../link/port.ts";
import { startFirmware } from "../link/upload.ts";
import { type BuildChoices, buildOptions } from "./build-options.ts";
import type { Command, Output } from "./command.ts";
import { FileChanges } from "./file-changes.ts";
import { flashFirmware, openFlashPort } from "./flash-firmware.ts";
import { itemDecoder } from "./item-decoder.ts";
import type { Key } from "./keys.ts";
import { loadFirmware } from "./load-firmware.ts";
import { portSummary } from "./port-summary.ts";
import { type ReflashOptions, reflasher } from "./reflash.ts";
import { reportError } from "./report-error.ts";
import type { WatchSession } from "./watch-keys.ts";
import { type WatchOptions, watchOptions } from "./watch-options.ts";
import { watchPorts } from "./watch-ports.ts";

export const run: Command = {
  name: "run",
  summary: "build, flash and monitor, again and again",
  args: [{ name: "<app>", summary: "the folder that holds main.ts, or a .js file that is built already" }],
  options: [
    { flags: "--board <name>", summary: "the board to build for" },
    { flags: "--port <port>", summary: portSummary },
    ...buildOptions,
    { flags: "--watch", summary: "build again when a file changes, and flash what differs" },
    ...watchOptions,
  ],
  examples: [
    "baton run examples/blink --board rp2040-pico --port serial:/dev/ttyUSB0",
    "baton run src --board puckjs --watch",
    "baton run examples/blink --board puckjs --port sim:puckjs --timeout 5s",
  ],
  async run([target = ""], options, output) {
    const given = options as RunOptions;
    if (given.watch !== true) return runApp({ target, given, output });
    const changes = await FileChanges.of(target, (error) => reportError(error, [], output));
    try {
      await runApp({ target, given, output, changes });
    } finally {
      await changes.close();
    }
  },
};

interface Run {
  readonly target: string;
  readonly given: RunOptions;
  readonly output: Output;
  /** Asks for more of the same: watched since before the first build, so that what is saved meanwhile counts. */
  readonly changes?: FileChanges;
}

async function runApp({ target, given, output, changes }: Run): Promise<void> {
  const build = () => loadFirmware(target, given.board, given);
  const firmware = await build();
  const port = await openFlashPort(given.port, firmware);
  try {
    await flashFirmware(port, firmware, output, given.json === true);
    const { baud } = firmware.manifest;
    const decoder = await itemDecoder(firmware);
    const watched = { port, decoder, reopen: () => openPort(lastingAddress(given.port, port), { baud }) };
    const again = { build, flashed: firmware, output, isQuiet: given.json === true };
    const watching = watchPorts([watched], given, output, {
      board: firmware.board,
      whenWatching: (session) => keepUp(session, again, changes),
    });
    await Promise.all([watching, startAt(port, baud)]);
  } finally {
    await port.close();
  }
}

/** Builds and flashes again when a key or, with `--watch`, a changed file asks for it. */
function keepUp(
  { sources }: WatchSession,
  again: Omit<ReflashOptions, "source">,
  changes?: FileChanges,
): Key[] {
  const [source] = sources;
  if (source === undefined) return [];
  const reflash = reflasher({ ...again, source });
  changes?.onChange(() => reflash(true));
  return [{ key: "b", summary: "build and flash again", act: () => reflash(false) }];
}

/** The firmware may set up the port that the prompt is on, and then speaks at its own speed. */
async function startAt(port: Port, baud: number): Promise<void> {
  await startFirmware(port);
  await port.setBaud?.(baud);
}

interface RunOptions extends WatchOptions, BuildChoices {
  readonly port?: string;
  readonly board?: string;
  readonly watch?: boolean;
}
