import type { Board } from "../../firmware/board.ts";
import type { FirmwareBundle } from "../bundle/firmware-bundle.ts";
import { booksOpen } from "../sim/errors.ts";
import type { SimReport } from "../sim/report.ts";
import type { WireLine } from "../sim/wire.ts";
import { type BuildChoices, buildChoices, buildOptions } from "./build-options.ts";
import type { Argument, Option, Options, Output } from "./command.ts";
import { parseBaud } from "./parse-baud.ts";
import { parseDuration } from "./parse-duration.ts";
import { parseSeed } from "./parse-seed.ts";
import { parseTcpPort } from "./parse-tcp-port.ts";
import { runRows } from "./run-rows.ts";
import { formatTable } from "./table.ts";

/** What is run on a board that is not there. */
export const stormArgument: Argument = {
  name: "[app]",
  summary: "the folder that holds main.ts, or a file; none for an empty board",
};

/** How it is run: under a storm, or for others to reach. */
export const stormOptions: readonly Option[] = [
  { flags: "--for <time>", summary: "how long the storm lasts (default: 10s)", parse: parseDuration },
  { flags: "--seed <n>", summary: "which storm (default: 1)", parse: parseSeed },
  { flags: "--baud <n>", summary: "speed of the console, in place of the board's own", parse: parseBaud },
  { flags: "--pty", summary: "no storm: offer the board's prompt as a tty until Ctrl-C" },
  { flags: "--tcp <port>", summary: "no storm: offer the board's prompt on a TCP port", parse: parseTcpPort },
  ...buildOptions,
  { flags: "--json", summary: "print the report as JSON" },
];

export interface StormOptions extends Options, BuildChoices {
  readonly for?: number;
  readonly seed?: number;
  readonly baud?: number;
  readonly pty?: boolean;
  readonly tcp?: number;
  readonly json?: boolean;
}

/** How long a storm lasts unless something else is asked for. */
export const usualStormMs = 10_000;
export const usualSeed = 1;

/** Whether the board is to be reached by other programs. */
export const isServed = ({ pty, tcp }: StormOptions): boolean => pty === true || tcp !== undefined;

export const seedOf = ({ seed }: StormOptions): number => seed ?? usualSeed;

/** The storm as `runSim` and `runEmu` take it. With `--json` nothing is shown but the report. */
export function stormOf(options: StormOptions, show: (text: string) => void) {
  return {
    durationMs: options.for ?? usualStormMs,
    seed: seedOf(options),
    onLine: options.json ? undefined : ({ text }: WireLine) => show(text),
  };
}

/** Builds the application as the options say: the console's speed, the log calls that stay, what they and the code look like. */
export async function buildFor(board: Board, entry: string, options: StormOptions): Promise<FirmwareBundle> {
  const { buildFirmware } = await import("../bundle/firmware-bundle.ts");
  return buildFirmware({ entry, board, baud: options.baud, ...buildChoices(options) });
}

export function printReport(title: string, report: SimReport, { json }: StormOptions, output: Output): void {
  const table = () => `\n${formatTable([title, report.board], runRows(report))}`;
  output.print(json ? JSON.stringify(report) : table());
}

/** @throws CliError `BOOKS_OPEN` where anything does not add up. */
export function mustAddUp(problems: readonly string[]): void {
  if (problems.length > 0) throw booksOpen(problems);
}
