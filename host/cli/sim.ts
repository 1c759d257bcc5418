import path from "node:path";
import type { Board } from "../../firmware/board.ts";
import { findBoard } from "../boards/find-board.ts";
import { appFailed, booksOpen, nothingToServe } from "../sim/errors.ts";
import type { SimReport } from "../sim/report.ts";
import { type BuildChoices, buildOptions } from "./build-options.ts";
import type { Command, Options, Output } from "./command.ts";
import { parseBaud } from "./parse-baud.ts";
import { parseDuration } from "./parse-duration.ts";
import { parseSeed } from "./parse-seed.ts";
import { parseTcpPort } from "./parse-tcp-port.ts";
import { runRows } from "./run-rows.ts";
import { formatTable } from "./table.ts";
import { traceLines } from "./trace-stage.ts";

/** The one whose costs were measured. */
const usualBoard = "rp2040-pico";

export const sim: Command = {
  name: "sim",
  summary: "run an application on a simulated board, under a storm of interrupts",
  args: [{ name: "[app]", summary: "the folder that holds main.ts, or a file; none for an empty board" }],
  options: [
    { flags: "--board <name>", summary: `the board to simulate (default: ${usualBoard})` },
    { flags: "--for <time>", summary: "how long the storm lasts (default: 10s)", parse: parseDuration },
    { flags: "--seed <n>", summary: "which storm (default: 1)", parse: parseSeed },
    { flags: "--baud <n>", summary: "speed of the console, in place of the board's own", parse: parseBaud },
    { flags: "--pty", summary: "no storm: offer the board's prompt as a tty until Ctrl-C" },
    {
      flags: "--tcp <port>",
      summary: "no storm: offer the board's prompt on a TCP port",
      parse: parseTcpPort,
    },
    ...buildOptions,
    { flags: "--json", summary: "print the report as JSON" },
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
    if (options.pty || options.tcp !== undefined) return serve(board, app, options, output);
    if (app === undefined) throw nothingToServe();
    await report(board, app, options, output);
  },
};

interface SimOptions extends Options, BuildChoices {
  readonly board?: string;
  readonly for?: number;
  readonly seed?: number;
  readonly baud?: number;
  readonly pty?: boolean;
  readonly tcp?: number;
  readonly json?: boolean;
}

const DURATION_MS = 10_000;
const SEED = 1;

async function report(board: Board, app: string, options: SimOptions, output: Output): Promise<void> {
  const bundle = await build(board, app, options);
  const { runSim } = await import("../sim/run-sim.ts");
  const lines = await traceLines(bundle, output.print);
  const result = runSim({
    board,
    bundle,
    durationMs: options.for ?? DURATION_MS,
    seed: options.seed ?? SEED,
    onLine: options.json ? undefined : ({ text }) => lines.push(text),
  });
  lines.end();
  output.print(options.json ? JSON.stringify(result.report) : `\n${table(result.report)}`);
  if (result.uncaught.length > 0) throw appFailed(board.name, result.uncaught);
  if (result.problems.length > 0) throw booksOpen(result.problems);
}

async function serve(
  board: Board,
  app: string | undefined,
  options: SimOptions,
  output: Output,
): Promise<void> {
  const { SimulatedBoard } = await import("../sim/simulated-board.ts");
  const simulated = new SimulatedBoard(board, { seed: options.seed ?? SEED });
  if (app !== undefined) simulated.load((await build(board, app, options)).code);
  const { serveSim } = await import("../link/serve-sim.ts");
  await serveSim(simulated, { pty: options.pty ?? false, tcp: options.tcp }, output);
}

async function build(board: Board, entry: string, { baud, log, tokens }: SimOptions) {
  const { buildFirmware } = await import("../bundle/firmware-bundle.ts");
  return buildFirmware({ entry, board, baud, log, tokens });
}

function table(report: SimReport): string {
  return formatTable(["on the simulated board", report.board], runRows(report));
}
