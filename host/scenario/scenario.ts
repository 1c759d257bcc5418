import type { PlannedStep } from "./step-kind.ts";

/** A scenario file, read. */
export interface Scenario {
  readonly name: string;
  /** The file, as it was named. */
  readonly file: string;
  /** The application: a path that holds from where the program runs. */
  readonly app: string;
  readonly board?: string;
  readonly seed?: number;
  readonly baud?: number;
  readonly steps: readonly ScenarioStep[];
}

export interface ScenarioStep extends PlannedStep {
  /** As it is written in the file, in one line. */
  readonly source: string;
  /** Where it begins in the file, from 1. */
  readonly line: number;
}
