import { Lab } from "./lab.ts";
import { type Observables, observe } from "./observables.ts";
import { DEFAULT_PARAMS, type LabParams } from "./params.ts";
import type { Scenario } from "./scenario.ts";
import type { SchemeEntry } from "./scheme.ts";

export type Verdict = "pass" | "fail" | "n/a";

/** One cell of the matrix. A run that has no meaning has no observables. */
export interface Run extends Partial<Observables> {
  readonly scheme: string;
  readonly scenario: string;
  readonly cpus: number;
  readonly baud: number;
  readonly seed: number;
  readonly verdict: Verdict;
  readonly why: string;
}

export interface RunRequest {
  readonly scheme: SchemeEntry;
  readonly scenario: Scenario;
  /** What the user wants otherwise; it wins over scheme and scenario. */
  readonly overrides?: Partial<LabParams>;
  /** Called before time starts: attaches a trace. */
  readonly prepare?: (lab: Lab) => void;
}

/** Runs one scenario under one scheme and judges it. */
export function runScenario({ scheme, scenario, overrides, prepare }: RunRequest): Run {
  const params = { ...DEFAULT_PARAMS, ...scenario.params, ...scheme.params, ...overrides };
  const identity = {
    scheme: scheme.name,
    scenario: scenario.id,
    cpus: params.cpus,
    baud: params.baud,
    seed: params.seed,
  };
  const why = meaningless(scheme, scenario, params);
  if (why !== undefined) return { ...identity, verdict: "n/a", why };

  const lab = new Lab(params, scheme.create);
  prepare?.(lab);
  scenario.arrange(lab);
  lab.run();

  const finished = { lab, params, observables: observe(lab) };
  const complaint = scenario.checks.map((check) => check(finished)).find((text) => text !== undefined);
  const verdict: Verdict = complaint === undefined ? "pass" : "fail";
  return { ...identity, verdict, why: complaint ?? scenario.telling(finished), ...finished.observables };
}

function meaningless(scheme: SchemeEntry, scenario: Scenario, params: LabParams): string | undefined {
  const cpusMin = scenario.cpusMin ?? 1;
  if (params.cpus < cpusMin) return `the scenario needs ${cpusMin} CPUs`;
  return scenario.notFor?.(scheme);
}
