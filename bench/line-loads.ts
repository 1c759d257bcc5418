/**
 * Which boards write all of what they log, when that is 80 % of what the line carries, and what the others lose; and that
 * at 200 % every loss is counted. A board without time even to log so much says NO TIME: `npm run bench:load`, by the cost
 * model of the simulated boards, for 60 s of their time. `--for 10` takes less, and so does `--board puckjs`. The exit code is
 * 1 if books do not close.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import type { Board } from "../firmware/board.ts";
import { listBoards, type NamedBoard } from "../host/boards/find-board.ts";
import { packageFolder } from "../host/bundle/device-package.ts";
import { buildFirmware } from "../host/bundle/firmware-bundle.ts";
import { formatTable } from "../host/cli/table.ts";
import { type LineLoad, loadLine } from "./line-load.ts";

const { values: options } = parseArgs({
  options: { for: { type: "string", default: "60" }, board: { type: "string" } },
});
const bauds = [9600, 115_200];
const shares = [0.8, 2];
/** Of what is asked for, less than this is another load. */
const REACHED = 0.95;
/** What writes the records: machine code only where the board's file says how. */
const writers = [
  { by: "JavaScript", main: "main.ts", isFor: () => true },
  {
    by: "machine code",
    main: "native.ts",
    isFor: ({ uarts, nativeClock }: Board) => !!nativeClock && uarts.some(({ registers }) => registers),
  },
];
const header = [
  "board",
  "written by",
  "baud",
  "load",
  "asked",
  "logged",
  "written",
  "dropped",
  "",
  "line use",
  "worst turn",
  "p99",
];

const rows: string[][] = [];
const named = (await listBoards()).filter(({ name }) => name === (options.board ?? name));
for (const each of named)
  for (const writer of writers.filter(({ isFor }) => isFor(each.board)))
    for (const baud of bauds) rows.push(...(await rowsOf(each, writer, baud, Number(options.for) * 1000)));
console.log(formatTable(header, rows));

async function rowsOf(
  { name, board }: NamedBoard,
  { by, main }: (typeof writers)[number],
  baud: number,
  forMs: number,
): Promise<string[][]> {
  const entry = path.join(packageFolder, "bench/apps/line-load", main);
  const { code } = await buildFirmware({ entry, board, baud });
  return shares.map((share) => {
    const load = loadLine(board, code, share, forMs);
    for (const problem of load.problems) console.error(`${name} at ${baud}: ${problem}`);
    if (load.problems.length > 0) process.exitCode = 1;
    return [name, by, `${baud}`, percent(share), ...figures(load, share)];
  });
}

function figures({ records, asked, stallMs, lineUse }: LineLoad, share: number): string[] {
  const dropped = records.logged - records.written - records.suppressed;
  return [
    `${asked}`,
    `${records.logged}`,
    `${records.written}`,
    `${dropped}`,
    records.logged < REACHED * asked ? "NO TIME" : dropped === 0 ? "held" : share <= 1 ? "LOSES" : "counted",
    percent(lineUse),
    `${stallMs.max.toFixed(1)} ms`,
    `${stallMs.p99.toFixed(1)} ms`,
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
