import type { Lab } from "./lab.ts";
import type { Observables } from "./observables.ts";
import { type LabParams, recordUs } from "./params.ts";
import type { SchemeEntry } from "./scheme.ts";

/** A way to make printing go wrong, as somebody has seen it happen. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** Who found or reported it, and when. */
  readonly reportedBy: string;
  readonly reproducer: string;
  readonly mustHold: string;
  /** Where the reproducer needs other parameters than the defaults. */
  readonly params?: Partial<LabParams>;
  /** Without so many CPUs the scenario has no meaning. */
  readonly cpusMin?: number;
  /** @returns why the scenario has no meaning for this scheme, or undefined. */
  readonly notFor?: (scheme: SchemeEntry) => string | undefined;
  readonly arrange: (lab: Lab) => void;
  /** What must hold, item by item; the first that does not is the verdict's reason. */
  readonly checks: readonly Check[];
  /** The figure to show when all is well. */
  readonly telling: (run: Finished) => string;
}

/** A run that is over. */
export interface Finished {
  readonly observables: Observables;
  readonly lab: Lab;
  readonly params: LabParams;
}

/** @returns what went wrong, or undefined. */
export type Check = (run: Finished) => string | undefined;

export const noLockups: Check = ({ lab, observables }) => {
  const { softLockups, hardLockups, rcuStalls } = observables;
  if (lab.machine.deadlocks[0] !== undefined) return `deadlock: ${lab.machine.deadlocks[0]}`;
  if (softLockups + hardLockups + rcuStalls === 0) return undefined;
  const first = [...lab.machine.detectors.reports].sort((a, b) => a.atUs - b.atUs)[0]!;
  return `${first.kind} on cpu${first.cpu} (${first.context}) at ${seconds(first.atUs / 1000)}, printing for ${seconds(observables.maxHoldMs)}`;
};

/** Nobody prints unschedulably for longer than the budget and the two records around its end. */
export const holdsAtMostTheBudget: Check = ({ observables, params }) =>
  observables.maxHoldMs <= holdLimitMs(params)
    ? undefined
    : `one context printed for ${seconds(observables.maxHoldMs)}, the limit is ${seconds(holdLimitMs(params))}`;

export const everyRecordOnceInOrder: Check = ({ observables }) => {
  const { duplicates, orderViolations } = observables;
  if (duplicates + orderViolations === 0) return undefined;
  return `${duplicates} records twice, ${orderViolations} out of order`;
};

export const allFlushed: Check = ({ observables }) =>
  observables.unflushed === 0 ? undefined : `${observables.unflushed} records never left`;

export const nothingDropped: Check = ({ observables }) =>
  observables.dropped === 0 ? undefined : `${observables.dropped} records lost`;

/** Three watch it together: printing must not endanger the machine. */
export const calm: readonly Check[] = [noLockups, holdsAtMostTheBudget, everyRecordOnceInOrder];

export function holdLimitMs(params: LabParams): number {
  return params.budgetMs + (3 * recordUs(params)) / 1000;
}

export const recordMs = (params: LabParams): number => recordUs(params) / 1000;

export function seconds(ms: number): string {
  if (ms > 0 && ms < 0.1) return `${Math.round(ms * 1000)} µs`;
  return ms < 1000 ? `${Math.round(ms * 10) / 10} ms` : `${(ms / 1000).toFixed(2)} s`;
}

export const longestHold = ({ observables }: Finished): string => `holds ${seconds(observables.maxHoldMs)}`;

export const needs =
  (trait: SchemeEntry["traits"][number], why: string) =>
  (scheme: SchemeEntry): string | undefined =>
    scheme.traits.includes(trait) ? undefined : why;
