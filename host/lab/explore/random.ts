import { Prng } from "../../prng.ts";
import { invariantBroken, type Violation } from "./explore.ts";
import type { Model, State } from "./model.ts";

export interface RandomExploration {
  readonly schedules: number;
  readonly steps: number;
  readonly seconds: number;
  readonly violation: Violation | undefined;
}

/** Places per schedule at which the running actor falls to the lowest priority. */
const CHANGE_POINTS = 3;
/** Steps after which a schedule is given up. No model is so long; it bounds the memory. */
const STEPS_MAX = 10_000;
/** Schedules between two looks at the clock. */
const BATCH = 64;

/**
 * Runs schedules beyond the bound of exhaustive search: random priorities, the highest enabled actor steps, and at a
 * few random places the running one is demoted. Finds a bug of depth d with a known probability per schedule.
 *
 * Source: S. Burckhardt et al., "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs" (PCT), 2010.
 */
export function exploreRandomly(model: Model, seconds: number, seed: number): RandomExploration {
  const startedMs = performance.now();
  const prng = new Prng(seed);
  let schedules = 0;
  let steps = 0;
  let length = 100;
  let violation: Violation | undefined;
  const elapsed = (): number => (performance.now() - startedMs) / 1000;
  while (violation === undefined && (schedules % BATCH !== 0 || elapsed() < seconds)) {
    const run = runOnce(model, prng, length);
    length = Math.max(length, run.schedule.length);
    steps += run.schedule.length;
    schedules++;
    if (run.invariant !== undefined) violation = { invariant: run.invariant, schedule: run.schedule };
  }
  return { schedules, steps, seconds: elapsed(), violation };
}

function runOnce(
  model: Model,
  prng: Prng,
  length: number,
): { schedule: number[]; invariant: string | undefined } {
  const state = model.start();
  const priorities = model.actors.map(() => 1 + prng.fraction());
  const changes = Array.from({ length: CHANGE_POINTS }, () => prng.below(length));
  const schedule: number[] = [];
  while (schedule.length < STEPS_MAX) {
    const actor = mostUrgent(state, priorities);
    if (actor < 0) break;
    const change = changes.indexOf(schedule.length);
    if (change >= 0) priorities[actor] = (change + 1) / (CHANGE_POINTS + 2);
    state.step(actor);
    schedule.push(actor);
    const invariant = state.violation();
    if (invariant !== undefined) return { schedule, invariant };
  }
  return { schedule, invariant: invariantBroken(model, state) };
}

function mostUrgent(state: State, priorities: readonly number[]): number {
  let best = -1;
  for (let actor = 0; actor < priorities.length; actor++)
    if ((best < 0 || priorities[actor]! > priorities[best]!) && state.isEnabled(actor)) best = actor;
  return best;
}
