import { basename, join, relative, resolve } from "node:path";
import { findBoard } from "../boards/find-board.ts";
import { badBaud, boardNotNamed } from "../bundle/errors.ts";
import { buildFirmware, type FirmwareBundle } from "../bundle/firmware-bundle.ts";
import { buildStats } from "../bundle/stats/build-stats.ts";
import { writeBundle } from "../bundle/write-bundle.ts";
import { type BuildChoices, buildChoices, buildOptions } from "./build-options.ts";
import { buildStatsTable } from "./build-stats-table.ts";
import type { Command, Options } from "./command.ts";

export const build: Command = {
  name: "build",
  summary: "compile an application for a board",
  args: [{ name: "<app>", summary: "the folder that holds main.ts" }],
  options: [
    { flags: "--board <name>", summary: "the board to build for" },
    { flags: "-o, --out <file>", summary: "where to write the code (default: build/<app>-<board>.js)" },
    { flags: "--baud <n>", summary: "speed of the console, in place of the board's own", parse: parseBaud },
    ...buildOptions,
    { flags: "--stats", summary: "say what each log call costs: on the wire, in flash, in RAM" },
    { flags: "--json", summary: "print the manifest as JSON" },
  ],
  examples: [
    "baton build examples/blink --board rp2040-pico",
    "baton build examples/storm --board puckjs --baud 9600 -o storm.js --json",
    "baton build examples/storm --board puckjs --tokens --log 'storm=info,*=warning'",
    "baton build examples/storm --board rp2040-pico --stats",
  ],
  async run([app = "."], options, output) {
    const { board: name, out, baud, json, stats: hasStats } = options as BuildOptions;
    if (!name) throw boardNotNamed();
    const board = await findBoard(name);
    const bundle = await buildFirmware({ entry: app, board, baud, ...buildChoices(options) });
    const file = out ?? defaultFile(bundle, name);
    await writeBundle(bundle, resolve(file));
    const stats = hasStats ? buildStats(bundle) : undefined;
    if (json) return output.print(JSON.stringify({ ...bundle.manifest, stats }));
    output.print(`${relative(process.cwd(), resolve(file))}: ${summary(bundle)}`);
    for (const { file: source, line, column } of bundle.manifest.textCalls ?? [])
      output.note(`${source}:${line}:${column}: this log call cannot be read by the build, and stays a call`);
    if (stats) output.print(`\n${buildStatsTable(stats)}`);
  },
};

interface BuildOptions extends Options, BuildChoices {
  readonly board?: string;
  readonly out?: string;
  readonly baud?: number;
  readonly stats?: boolean;
  readonly json?: boolean;
}

const defaultFile = ({ manifest }: FirmwareBundle, board: string): string =>
  join("build", `${manifest.entry}-${basename(board).toLowerCase()}.js`);

const summary = ({ manifest }: FirmwareBundle): string =>
  `${manifest.bytes} bytes for ${manifest.board} at ${manifest.baud} baud, sha256 ${manifest.sha256.slice(0, 16)}`;

/** Bits per second; the limits are those of the slowest terminal and the fastest UART among the boards. */
function parseBaud(text: string): number {
  const baud = Number(text);
  if (!/^\d+$/.test(text) || baud < 300 || baud > 4_000_000) throw badBaud(text);
  return baud;
}
