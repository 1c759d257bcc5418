import type { Lab } from "./lab.ts";
import type { LabRequest } from "./options.ts";
import { type Run, runScenario } from "./run.ts";

/**
 * Runs every scheme in every scenario that was asked for, scenario by scenario.
 *
 * @param signal - ends the matrix between two runs.
 * @param prepare - called before each run begins, unless it has no meaning.
 */
export async function runMatrix(
  { schemes, scenarios, overrides }: LabRequest,
  signal: AbortSignal,
  prepare?: (lab: Lab) => void,
  onRun: (run: Run) => void = () => {},
): Promise<Run[]> {
  const runs: Run[] = [];
  for (const scenario of scenarios) {
    for (const scheme of schemes) {
      if (signal.aborted) return runs;
      const run = runScenario({ scheme, scenario, overrides, prepare });
      runs.push(run);
      onRun(run);
    }
    await breathe();
  }
  return runs;
}

/** Lets a Ctrl-C arrive. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
