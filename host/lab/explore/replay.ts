import { badToken } from "../errors.ts";
import { invariantBroken } from "./explore.ts";
import type { Model } from "./model.ts";
import { parseToken } from "./token.ts";
import { findVariant } from "./variants.ts";

export interface Replay {
  readonly variant: string;
  /** What each step did, in order. */
  readonly trace: readonly ReplayedStep[];
  /** What is broken at the end, if anything. */
  readonly invariant: string | undefined;
}

export interface ReplayedStep {
  readonly actor: string;
  readonly does: string;
}

/** Runs one schedule again, as the token says. */
export function replayToken(token: string): Replay {
  const { variant, size, schedule } = parseToken(token);
  const model = findVariant(variant).create(size);
  return { variant, ...replay(model, schedule, token) };
}

export function replay(model: Model, schedule: readonly number[], token: string): Omit<Replay, "variant"> {
  const state = model.start();
  const trace = schedule.map((actor, step) => {
    if (actor >= model.actors.length || !state.isEnabled(actor))
      throw badToken(token, `cannot take its step ${step + 1}`);
    const does = state.describe(actor);
    state.step(actor);
    return { actor: model.actors[actor]!, does };
  });
  return { trace, invariant: invariantBroken(model, state) };
}
