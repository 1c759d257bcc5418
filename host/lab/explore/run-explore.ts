import { countSchedules, type Exploration, explore, type Violation } from "./explore.ts";
import { exploreRandomly } from "./random.ts";
import { formatToken } from "./token.ts";
import type { Size, Variant } from "./variants.ts";

/** The result of `baton lab explore`, as `--json` prints it. */
export interface ExploreReport {
  readonly schema: 1;
  readonly scheme: string;
  readonly cpus: number;
  readonly records: number;
  readonly exhausted: boolean;
  readonly schedules: number;
  /** Schedules without reduction; absent where nobody counted them. */
  readonly naiveSchedules?: number;
  readonly states: number;
  readonly steps: number;
  readonly seconds: number;
  readonly violations: readonly {
    readonly invariant: string;
    readonly token: string;
    readonly steps: number;
  }[];
}

/** Above this many states the schedules are not counted without reduction: that takes several times as long. */
const COUNTED_STATES_MAX = 200_000;

/** Every schedule, or with `seconds` random ones for that long. */
export function runExplore(
  variant: Variant,
  size: Size,
  random?: { seconds: number; seed: number },
): ExploreReport {
  const model = variant.create(size);
  const found: Partial<Exploration> & { violation: Violation | undefined } =
    random === undefined ? explore(model) : exploreRandomly(model, random.seconds, random.seed);
  const states = found.states ?? 0;
  const isCounted = found.exhausted === true && states <= COUNTED_STATES_MAX;
  return {
    schema: 1,
    scheme: variant.name,
    cpus: size.cpus,
    records: size.records,
    exhausted: found.exhausted ?? false,
    schedules: found.schedules!,
    ...(isCounted ? { naiveSchedules: countSchedules(model) } : {}),
    states,
    steps: found.steps!,
    seconds: Math.round(found.seconds! * 1000) / 1000,
    violations: found.violation === undefined ? [] : [asJson(variant, size, found.violation)],
  };
}

function asJson(
  variant: Variant,
  size: Size,
  { invariant, schedule }: Violation,
): ExploreReport["violations"][0] {
  return { invariant, token: formatToken({ variant: variant.name, size, schedule }), steps: schedule.length };
}
