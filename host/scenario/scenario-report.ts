import type { Manifest } from "../bundle/firmware-bundle.ts";

/** What a run of a scenario came to, as one object with a fixed shape. In virtual time it is the same for every run. */
export interface ScenarioReport {
  readonly schema: 1;
  readonly scenario: string;
  readonly file: string;
  /** As after `--on`. */
  readonly target: string;
  /** `process.env.BOARD` of the board. */
  readonly board: string;
  readonly bundle: Pick<Manifest, "sha256" | "bytes">;
  readonly seed: number;
  readonly passed: boolean;
  /** By the target's time, as all times here. */
  readonly elapsedMs: number;
  readonly steps: readonly StepReport[];
  /** What the board said last, one line each. */
  readonly lastLines: readonly string[];
}

export interface StepReport {
  readonly line: number;
  /** As it is written in the file. */
  readonly step: string;
  /** `failed`: the board did not do what was expected. `error`: the step could not be run. `skipped`: one before failed. */
  readonly status: "passed" | "failed" | "error" | "skipped";
  readonly elapsedMs: number;
  /** Why it did not pass. */
  readonly message?: string;
}

/** Where a step stands, for editors and terminals that follow such things. */
export const placeOf = (file: string, { line, step }: Pick<StepReport, "line" | "step">): string =>
  `${file}:${line}: ${step}`;
