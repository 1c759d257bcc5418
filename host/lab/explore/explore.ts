import { areDependent, type Model, type State } from "./model.ts";

export interface Exploration {
  /** False when the search stopped at `statesMax`, or at the first violation. */
  readonly exhausted: boolean;
  /** Complete schedules that the search ran through, after reduction. */
  readonly schedules: number;
  readonly states: number;
  readonly steps: number;
  readonly seconds: number;
  readonly violation: Violation | undefined;
}

export interface Violation {
  readonly invariant: string;
  /** The actors in the order of their steps: a shortest way there. */
  readonly schedule: readonly number[];
}

/** A model that needs more than this does not fit into memory. */
const STATES_MAX = 3_000_000;

/**
 * Visits every reachable state, and of schedules that only differ in the order of independent steps one.
 *
 * Method: depth first with sleep sets; a state that is met again is entered only for what was asleep at all earlier
 * visits. Source: P. Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", 1996, chapter 5.
 */
export function explore(model: Model, statesMax = STATES_MAX): Exploration {
  const startedMs = performance.now();
  const search = new Search(model, statesMax);
  search.visit(model.start(), 0);
  const invariant = search.invariant;
  return {
    exhausted: !search.isCut && invariant === undefined,
    schedules: search.schedules,
    states: search.asleepAt.size,
    steps: search.steps,
    seconds: (performance.now() - startedMs) / 1000,
    violation: invariant === undefined ? undefined : shortestViolation(model, statesMax),
  };
}

class Search {
  schedules = 0;
  steps = 0;
  isCut = false;
  invariant: string | undefined;
  /** Per state that was visited: the actors not tried there, because an equivalent schedule was. */
  readonly asleepAt = new Map<string, number>();
  private readonly model: Model;
  private readonly statesMax: number;

  constructor(model: Model, statesMax: number) {
    this.model = model;
    this.statesMax = statesMax;
  }

  /** @param asleep - bit set of actors whose next step was already tried in an equivalent order. */
  visit(state: State, asleep: number): void {
    this.invariant ??= state.violation();
    if (this.invariant !== undefined || this.isCut) return;
    const enabled = enabledActors(this.model, state);
    if (enabled === 0) {
      this.schedules++;
      this.invariant = state.violationAtEnd();
      return;
    }
    const todo = this.todo(state, enabled, asleep);
    this.expand(state, todo, asleep);
  }

  private todo(state: State, enabled: number, asleep: number): number {
    const key = state.key();
    const before = this.asleepAt.get(key);
    if (before === undefined && this.asleepAt.size >= this.statesMax) this.isCut = true;
    this.asleepAt.set(key, before === undefined ? asleep : before & asleep);
    const todo = before === undefined ? enabled & ~asleep : enabled & before & ~asleep;
    if (todo === 0) this.schedules++;
    return todo;
  }

  private expand(state: State, todo: number, asleep: number): void {
    let sleeping = asleep;
    for (let actor = 0; actor < this.model.actors.length; actor++) {
      if ((todo & (1 << actor)) === 0) continue;
      const next = state.clone();
      next.step(actor);
      this.steps++;
      this.visit(next, this.stillAsleep(state, sleeping, actor));
      if (this.invariant !== undefined || this.isCut) return;
      sleeping |= 1 << actor;
    }
  }

  /** A step wakes everybody who depends on it. */
  private stillAsleep(state: State, sleeping: number, actor: number): number {
    let still = 0;
    const footprint = state.footprint(actor);
    for (let other = 0; other < this.model.actors.length; other++)
      if ((sleeping & (1 << other)) !== 0 && !areDependent(footprint, state.footprint(other)))
        still |= 1 << other;
    return still;
  }
}

/**
 * How many schedules there are without reduction: the paths through the graph of states. As a floating-point number,
 * for there may be more than 2⁵³.
 */
export function countSchedules(model: Model, statesMax = STATES_MAX): number {
  const counts = new Map<string, number>();
  const count = (state: State): number => {
    const key = state.key();
    const known = counts.get(key);
    if (known !== undefined) return known;
    if (counts.size > statesMax) return Number.NaN;
    counts.set(key, 0);
    let total = 0;
    for (let actor = 0; actor < model.actors.length; actor++) {
      if (!state.isEnabled(actor)) continue;
      const next = state.clone();
      next.step(actor);
      total += count(next);
    }
    counts.set(key, total || 1);
    return total || 1;
  };
  return count(model.start());
}

/** Breadth first and without reduction, so that the first violation found is a shortest one. */
function shortestViolation(model: Model, statesMax: number): Violation | undefined {
  const seen = new Set<string>();
  let level: Path[] = [{ state: model.start(), actor: -1, before: undefined }];
  while (level.length > 0 && seen.size < statesMax) {
    const next: Path[] = [];
    for (const path of level) {
      const invariant = invariantBroken(model, path.state);
      if (invariant !== undefined) return { invariant, schedule: scheduleOf(path) };
      for (let actor = 0; actor < model.actors.length; actor++) {
        if (!path.state.isEnabled(actor)) continue;
        const state = path.state.clone();
        state.step(actor);
        const key = state.key();
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ state, actor, before: path });
      }
    }
    level = next;
  }
  return undefined;
}

interface Path {
  readonly state: State;
  readonly actor: number;
  readonly before: Path | undefined;
}

export function invariantBroken(model: Model, state: State): string | undefined {
  return state.violation() ?? (enabledActors(model, state) === 0 ? state.violationAtEnd() : undefined);
}

export function enabledActors(model: Model, state: State): number {
  let enabled = 0;
  for (let actor = 0; actor < model.actors.length; actor++) if (state.isEnabled(actor)) enabled |= 1 << actor;
  return enabled;
}

function scheduleOf(last: Path): number[] {
  const schedule: number[] = [];
  for (let path: Path | undefined = last; path?.before !== undefined; path = path.before)
    schedule.unshift(path.actor);
  return schedule;
}
