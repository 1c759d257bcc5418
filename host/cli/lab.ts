import { writeFile } from "node:fs/promises";
import { ChromeTrace } from "../lab/chrome-trace.ts";
import { cannotWrite, nothingToTrace, oneRunOnly } from "../lab/errors.ts";
import { EXPLORE_OPTIONS, exploreOrReplay } from "../lab/explore/command.ts";
import type { Lab } from "../lab/lab.ts";
import { runMatrix } from "../lab/matrix.ts";
import { type LabRequest, RUN_OPTIONS, readRequest } from "../lab/options.ts";
import { type ReportCell, reportHtml } from "../lab/report-html.ts";
import { type Run, runScenario } from "../lab/run.ts";
import { Timeline } from "../lab/timeline.ts";
import { timelineSvg } from "../lab/timeline-svg.ts";
import type { Command, Options, Output } from "./command.ts";
import { formatTable } from "./table.ts";

export const lab: Command = {
  name: "lab",
  summary: "run the printing schemes of the kernel's history, and baton, on simulated CPUs",
  args: [{ name: "[what]", summary: 'a scenario such as F2, or "explore"; all scenarios when absent' }],
  options: [
    ...RUN_OPTIONS,
    { flags: "--trace <file>", summary: "write one run as a trace that Perfetto opens" },
    { flags: "--report <file>", summary: "write one HTML page with the matrix and a picture of each run" },
    ...EXPLORE_OPTIONS,
    { flags: "--json", summary: "print what was measured, as JSON" },
  ],
  examples: [
    "baton lab",
    "baton lab --schemes legacy,owner-waiter --scenarios F1,F2 --cpus 4 --json",
    "baton lab F2 --scheme hybrid --trace out.json",
    "baton lab --report report.html",
    "baton lab explore --scheme owner-waiter:v3-polarity --cpus 2 --records 2",
  ],
  async run([what], options, output) {
    if (what === "explore") return exploreOrReplay(options, output);
    const request = readRequest(what, options);
    if (request.note !== undefined) output.note(request.note);
    if (typeof options.trace === "string") return traceOne(request, options.trace, options, output);
    const cells: ReportCell[] = [];
    const runs = await runAll(request, options.report !== undefined ? cells : undefined, output);
    if (typeof options.report === "string") {
      await write(options.report, reportHtml(request.schemes, request.scenarios, cells));
      output.note(`${options.report}: ${cells.length} runs`);
    }
    printRuns(runs, options, output);
  },
};

/** Runs the matrix; `cells` gets the pictures, if they are wanted. */
async function runAll(request: LabRequest, cells: ReportCell[] | undefined, output: Output): Promise<Run[]> {
  let timeline: Timeline | undefined;
  let current: Lab | undefined;
  const prepare = (started: Lab): void => {
    current = started;
    started.machine.trace = timeline = new Timeline(started.params.cpus);
  };
  return runMatrix(request, output.signal, cells && prepare, (run) => {
    const picture = timeline === undefined ? "" : timelineSvg(timeline, current!.machine.detectors.reports);
    cells?.push({ run, picture });
    timeline = undefined;
  });
}

async function traceOne(request: LabRequest, file: string, options: Options, output: Output): Promise<void> {
  const { schemes, scenarios, overrides } = request;
  const [scheme] = schemes;
  const [scenario] = scenarios;
  const count = schemes.length * scenarios.length;
  if (count !== 1 || scheme === undefined || scenario === undefined) throw oneRunOnly("--trace", count);
  let trace: ChromeTrace | undefined;
  const prepare = ({ machine, params }: Lab): void => {
    machine.trace = trace = new ChromeTrace(params.cpus);
  };
  const run = runScenario({ scheme, scenario, overrides, prepare });
  if (trace === undefined) throw nothingToTrace(run.why);
  await write(file, trace.toJson());
  if (trace.isCut) output.note(`${file} holds the beginning of the run only: it has too many events`);
  printRuns([run], options, output);
}

function printRuns(runs: readonly Run[], options: Options, output: Output): void {
  if (options.json) output.print(JSON.stringify({ schema: 1, runs }));
  else
    output.print(
      formatTable(
        ["scenario", "scheme", "verdict", "why"],
        runs.map(({ scenario, scheme, verdict, why }) => [scenario, scheme, verdict, why]),
      ),
    );
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw cannotWrite(file, error as Error);
  }
}
