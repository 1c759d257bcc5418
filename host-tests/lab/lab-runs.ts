import type { LabParams } from "../../host/lab/params.ts";
import { type Run, runScenario } from "../../host/lab/run.ts";
import { SCENARIOS } from "../../host/lab/scenarios/index.ts";
import { SCHEMES } from "../../host/lab/schemes/index.ts";

/** Runs one cell of the matrix by name. */
export function run(scheme: string, scenario: string, overrides: Partial<LabParams> = {}): Run {
  return runScenario({
    scheme: SCHEMES.find(({ name }) => name === scheme)!,
    scenario: SCENARIOS.find(({ id }) => id === scenario)!,
    overrides,
  });
}
