import { findBoard } from "../boards/find-board.ts";
import type { CrashReport } from "../crash/crash-report.ts";
import { crashInTokens } from "../crash/errors.ts";
import { clearCrash, fetchCrash } from "../crash/fetch-crash.ts";
import { openPort } from "../link/port.ts";
import type { Item } from "../monitor/item.ts";
import { renderText } from "../monitor/render.ts";
import type { Command, Options, Output } from "./command.ts";
import { itemDecoder } from "./item-decoder.ts";
import { lineSpeed, lineSpeedOption } from "./line-speed.ts";
import { type Firmware, loadFirmware } from "./load-firmware.ts";
import { portSummary } from "./port-summary.ts";

export const crash: Command = {
  name: "crash",
  summary: "show what a board kept of its last panic",
  options: [
    { flags: "--port <port>", summary: portSummary },
    lineSpeedOption,
    { flags: "--board <name>", summary: "the board, for its console's speed" },
    {
      flags: "--manifest <file>",
      summary: "of the build that crashed: puts tokens into words, and stack traces name the sources",
    },
    { flags: "--clear", summary: "remove it from the board once it is shown" },
    { flags: "--json", summary: "print it as one JSON object" },
  ],
  examples: [
    "baton crash --port serial:/dev/ttyACM0",
    "baton crash --port next --manifest build/storm-rp2040-pico.manifest.json --json",
    "baton crash --clear",
  ],
  async run(_args, options, output) {
    const given = options as CrashOptions;
    const build = given.manifest === undefined ? undefined : await loadFirmware(given.manifest, undefined);
    const board = given.board === undefined ? build?.board : await findBoard(given.board);
    const port = await openPort(given.port, { baud: lineSpeed(given.baud, board), signal: output.signal });
    try {
      const report = await fetchCrash(port);
      const items = await explain(report, build);
      if (given.json) output.print(asJson(port.name, report, items));
      else show(report, items, output);
      if (build !== undefined && !isOf(report, build))
        output.note(`${build.manifest.entry} is not the build that crashed: its code is another`);
      if (given.clear) await clearCrash(port);
    } finally {
      await port.close();
    }
  },
};

interface CrashOptions extends Options {
  readonly port?: string;
  readonly baud?: number;
  readonly board?: string;
  readonly manifest?: string;
  readonly clear?: boolean;
  readonly json?: boolean;
}

/** The records as items. The sources of another build would mislead, and its dictionary even more. */
async function explain(report: CrashReport, build: Firmware | undefined): Promise<readonly Item[]> {
  const { dictionary, lines } = report;
  const known = build?.manifest.dictionary;
  if (dictionary !== undefined && dictionary !== known)
    throw crashInTokens(
      inWords(report),
      dictionary,
      known === undefined ? "none is known" : `${build?.manifest.entry} has ${known}`,
    );
  const sources = build !== undefined && isOf(report, build) ? build.sources : undefined;
  const decoder = await itemDecoder(build && { ...build, sources });
  return [...lines.flatMap((line) => decoder.push(line)), ...(decoder.end?.() ?? [])];
}

function isOf(report: CrashReport, { manifest }: Firmware): boolean {
  return report.code !== undefined && Number.parseInt(report.code, 16) === manifest.crc32;
}

function asJson(port: string, { lines: _, ...report }: CrashReport, items: readonly Item[]): string {
  return JSON.stringify({ schema: 1, port, ...report, records: items });
}

function show(report: CrashReport, items: readonly Item[], output: Output): void {
  output.print(report.code === undefined ? inWords(report) : `${inWords(report)}, code ${report.code}`);
  for (const item of items) output.print(renderText(item, output.isTerminal));
}

function inWords({ reason, uptime }: CrashReport): string {
  return `panic: ${reason}${uptime === undefined ? "" : `, ${uptime.toFixed(3)} s after boot`}`;
}
