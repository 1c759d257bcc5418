/** Runs the steps of a scenario one after the other, until one fails. */
import type { Board } from "../../firmware/board.ts";
import type { Manifest } from "../bundle/firmware-bundle.ts";
import { CliError } from "../errors.ts";
import { textRenderer } from "../monitor/render.ts";
import type { Scenario, ScenarioStep } from "./scenario.ts";
import type { ScenarioReport, StepReport } from "./scenario-report.ts";
import { type Bench, Unmet } from "./step-kind.ts";
import type { Target } from "./target.ts";

export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly target: Target;
  readonly board: Board;
  readonly bundle: Pick<Manifest, "sha256" | "bytes">;
  readonly seed: number;
  /** Called for each step as it ends. */
  readonly onStep?: (step: StepReport) => void;
}

const lastLinesMax = 20;

/** @param run - whose target has the abilities that the steps need. */
export async function runScenario(run: ScenarioRun): Promise<ScenarioReport> {
  const { scenario, target, board, bundle, seed } = run;
  const steps = await runSteps(run);
  return {
    schema: 1,
    scenario: scenario.name,
    file: scenario.file,
    target: target.name,
    board: board.id,
    bundle: { sha256: bundle.sha256, bytes: bundle.bytes },
    seed,
    passed: steps.every(({ status }) => status === "passed"),
    elapsedMs: rounded(target.nowMs),
    steps,
    lastLines: lastLines(target),
  };
}

/** Runs the steps until one fails; those behind it are skipped. */
export async function runSteps({
  scenario,
  target,
  onStep,
}: Pick<ScenarioRun, "scenario" | "target" | "onStep">): Promise<StepReport[]> {
  const bench: Bench = { target: target as Required<Target>, position: 0 };
  const reports: StepReport[] = [];
  for (const step of scenario.steps) {
    const report = hasFailed(reports.at(-1)) ? skipped(step) : await runStep(step, bench);
    reports.push(report);
    onStep?.(report);
  }
  return reports;
}

async function runStep(step: ScenarioStep, bench: Bench): Promise<StepReport> {
  const { target } = bench;
  const sinceMs = target.nowMs;
  const outcome = await outcomeOf(step, bench);
  return { line: step.line, step: step.source, elapsedMs: rounded(target.nowMs - sinceMs), ...outcome };
}

type Outcome = Pick<StepReport, "status" | "message">;

async function outcomeOf(step: ScenarioStep, bench: Bench): Promise<Outcome> {
  try {
    await step.run(bench);
    return { status: "passed" };
  } catch (error) {
    if (error instanceof Unmet)
      return { status: "failed", message: withUncaught(error.message, bench.target) };
    if (error instanceof CliError) return { status: "error", message: `${error.message}; ${error.fix}` };
    throw error;
  }
}

/** An application that has failed explains most of what did not come. */
function withUncaught(message: string, target: Target): string {
  const [uncaught] = target.uncaught?.() ?? [];
  return uncaught === undefined ? message : `${message}; the application failed: ${uncaught}`;
}

const hasFailed = (report: StepReport | undefined): boolean =>
  report !== undefined && report.status !== "passed";

const skipped = ({ line, source }: ScenarioStep): StepReport => ({
  line,
  step: source,
  status: "skipped",
  elapsedMs: 0,
});

function lastLines({ log }: Target): string[] {
  const render = textRenderer({ hasColours: false, times: ["device"], hasPorts: false });
  return log.since(log.end - lastLinesMax).map(render);
}

/** Three decimals: microseconds of milliseconds. */
const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;
