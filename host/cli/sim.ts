import path from "node:path";
import type { Board } from "../../firmware/board.ts";
import { findBoard } from "../boards/find-board.ts";
import { appFailed, nothingToServe } from "../sim/errors.ts";
import { callStatsTable } from "./call-stats-table.ts";
import type { Command, Output } from "./command.ts";
import {
  buildFor,
  isServed,
  mustAddUp,
  printReport,
  type StormOptions,
  seedOf,
  stormArgument,
  stormOf,
  stormOptions,
} from "./storm-options.ts";
import { traceLines } from "./trace-stage.ts";

/** The one whose costs were measured. */
const usualBoard = "rp2040-pico";

export const sim: Command = {
  name: "sim",
  summary: "run an application on a simulated board, under a storm of interrupts",
  args: [stormArgument],
  options: [
    { flags: "--board <name>", summary: `the board to simulate (default: ${usualBoard})` },
    ...stormOptions,
    { flags: "--stats", summary: "say how often each log call is made, and what it asks of the line" },
  ],
  examples: [
    "baton sim examples/storm --board rp2040-pico --for 10s --seed 7",
    "baton sim examples/storm --board puckjs --baud 9600 --json",
    "baton sim --board rp2040-pico --pty",
  ],
  async run([app], given, output) {
    const options = given as SimOptions;
    const board = await findBoard(
      options.board ?? usualBoard,
      app === undefined ? undefined : path.resolve(app),
    );
    if (isServed(options)) return serve(board, app, options, output);
    if (app === undefined) throw nothingToServe();
    await report(board, app, options, output);
  },
};

interface SimOptions extends StormOptions {
  readonly board?: string;
  readonly stats?: boolean;
}

async function report(board: Board, app: string, options: SimOptions, output: Output): Promise<void> {
  const bundle = await buildFor(board, app, options);
  const { runSim } = await import("../sim/run-sim.ts");
  const lines = await traceLines(bundle, output.print);
  const storm = stormOf(options, lines.push);
  const { CallCounts } = await import("../bundle/stats/call-counts.ts");
  const calls = options.stats ? new CallCounts(bundle, storm.durationMs * 1000) : undefined;
  const result = runSim({ board, bundle, ...storm, watched: calls });
  lines.end();
  const { callStats, warnings } = await import("../bundle/stats/call-stats.ts");
  const stats = calls && callStats(bundle, calls.bySite, storm.durationMs);
  const report = { ...result.report, stats };
  printReport("on the simulated board", report, options, output);
  if (stats && !options.json) output.print(`\n${callStatsTable(stats)}`);
  for (const warning of stats ? warnings(stats) : []) output.note(warning);
  if (result.uncaught.length > 0) throw appFailed(board.name, result.uncaught);
  mustAddUp(result.problems);
}

async function serve(
  board: Board,
  app: string | undefined,
  options: SimOptions,
  output: Output,
): Promise<void> {
  const { SimulatedBoard } = await import("../sim/simulated-board.ts");
  const simulated = new SimulatedBoard(board, { seed: seedOf(options) });
  if (app !== undefined) simulated.load((await buildFor(board, app, options)).code);
  const { serveSim } = await import("../link/serve-sim.ts");
  await serveSim(simulated, options, output);
}
