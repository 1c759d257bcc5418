import { join } from "node:path";
import pc from "picocolors";
import type { Board } from "../../firmware/board.ts";
import { findBoard } from "../boards/find-board.ts";
import { packageFolder } from "../bundle/device-package.ts";
import { parseLine } from "../monitor/parse-line.ts";
import { renderText } from "../monitor/render.ts";
import { booksOpen } from "../sim/errors.ts";
import type { SimReport } from "../sim/report.ts";
import type { SimResult } from "../sim/run-sim.ts";
import type { Command, Options, Output } from "./command.ts";
import { parseDuration } from "./parse-duration.ts";
import { formatTable } from "./table.ts";

/** Line speeds that are compared, in bits per second: Espruino's usual fast one, and its slow default. */
const BAUDS = [115_200, 9600];
const BOARD = "rp2040-pico";
const SEED = 7;
const STORM_MS = 10_000;

/** The main job from end to end, without hardware. */
export const demo: Command = {
  name: "demo",
  summary:
    "flash a simulated board through a tty, watch it in a storm of interrupts, compare with console.log",
  options: [
    { flags: "--for <time>", summary: "how long each storm lasts (default: 10s)", parse: parseDuration },
    { flags: "--json", summary: "print the reports as JSON" },
  ],
  examples: ["baton demo"],
  async run(_, given, output) {
    const { for: durationMs = STORM_MS, json = false } = given as DemoOptions;
    const board = await findBoard(BOARD);
    const columns: Column[] = [];
    for (const baud of BAUDS) columns.push(...(await compare(board, baud, durationMs, output, json)));
    if (output.signal.aborted) return;
    output.print(json ? JSON.stringify(columns.map(asJson)) : `\n${table(columns)}`);
    const problems = columns.flatMap((column) =>
      column.problems.map((problem) => `${column.name}: ${problem}`),
    );
    if (problems.length > 0) throw booksOpen(problems);
  },
};

interface DemoOptions extends Options {
  readonly for?: number;
  readonly json?: boolean;
}

/** One run of the comparison. */
interface Column extends SimResult {
  readonly name: string;
}

/** The storm logged through the firmware, by it in JavaScript alone, and with `console.log`, at one line speed. */
async function compare(board: Board, baud: number, durationMs: number, output: Output, isQuiet: boolean) {
  const storm = join(packageFolder, "examples", "storm");
  const { buildFirmware } = await import("../bundle/firmware-bundle.ts");
  const { runOverTty } = await import("../demo/tty-run.ts");
  const { runSim } = await import("../sim/run-sim.ts");
  output.note(`building examples/storm for ${board.name} at ${baud} baud`);
  const bundle = await buildFirmware({ entry: storm, board, baud });
  const simulated = async (main: string) =>
    runSim({
      board,
      bundle: await buildFirmware({ entry: join(storm, main), board, baud }),
      durationMs,
      seed: SEED,
    });
  const show = (line: string) =>
    output.print(renderText(parseLine(line), output.isTerminal && pc.isColorSupported));
  const onLine = isQuiet ? () => {} : show;
  const ours = await runOverTty({ board, bundle, seed: SEED, durationMs, output, onLine });
  output.note(`the same application in JavaScript alone, and with console.log, at ${baud} baud`);
  return [
    { name: `baton ${baud}`, ...ours },
    { name: `JavaScript ${baud}`, ...(await simulated("javascript.ts")) },
    { name: `console.log ${baud}`, ...(await simulated("console-log.ts")) },
  ];
}

const asJson = ({ name, report }: Column) => ({ name, ...report });

function table(columns: readonly Column[]): string {
  const rows = ROWS.map(([label, show]) => [label, ...columns.map(({ report }) => show(report))]);
  return formatTable(["10 s of storm", ...columns.map(({ name }) => name)], rows);
}

const ROWS: readonly (readonly [label: string, show: (report: SimReport) => string])[] = [
  ["records logged", ({ records }) => `${records.logged}`],
  ["records written", ({ records }) => `${records.written}`],
  ["records dropped", ({ records }) => `${droppedOf(records)}`],
  ["input events raised", ({ events }) => `${events.raised}`],
  ["input events lost", ({ events }) => `${events.lost}`],
  ["event loop stalled, at the start", ({ stallMs }) => `${stallMs.start.toFixed(1)} ms`],
  ["event loop stalled, worst", ({ stallMs }) => `${stallMs.max.toFixed(1)} ms`],
  ["event loop stalled, p99", ({ stallMs }) => `${stallMs.p99.toFixed(1)} ms`],
  ["line use", ({ line }) => `${(line.use * 100).toFixed(1)} %`],
  ["log call to last byte, p50", ({ latencyMs }) => `${latencyMs.p50.toFixed(1)} ms`],
  ["log call to last byte, p99", ({ latencyMs }) => `${latencyMs.p99.toFixed(1)} ms`],
  ["simulated time until all was out", ({ simulatedMs }) => `${(simulatedMs / 1000).toFixed(1)} s`],
];

/** How many, and why. */
function droppedOf({ dropped }: SimReport["records"]): string {
  const reasons = Object.entries(dropped).filter(([, count]) => count > 0);
  return reasons.length === 0 ? "0" : reasons.map(([reason, count]) => `${count} (${reason})`).join(", ");
}
