import type { Signal } from "./signal.ts";

/**
 * What simulated code is made of. A program is a generator; between two `yield`s it is atomic, and each `yield` is a
 * place where time passes, an interrupt may nest or another task may be scheduled.
 */
export type Code<Result = void> = Generator<Op, Result, void>;

/** A number is CPU time in microseconds; the rest is described where it is made. */
export type Op = number | Spin | Sleep | typeof POINT | typeof COND_RESCHED | typeof BLOCK;

/** No time passes, but what is pending (an interrupt, a preemption) happens here. */
export const POINT = "point";
/** Gives the CPU to another runnable task of the same or a higher priority, as `cond_resched()` does. */
export const COND_RESCHED = "cond-resched";
/** Off the CPU until somebody calls `wake()`. */
export const BLOCK = "block";

/** Burns CPU time until `until()` holds; it is asked whenever `on` fires, and when `timeoutUs` have passed. */
export interface Spin {
  readonly kind: "spin";
  readonly on: Signal;
  readonly until: () => boolean;
  readonly timeoutUs: number;
}

export function spin(on: Signal, until: () => boolean, timeoutUs = Infinity): Spin {
  return { kind: "spin", on, until, timeoutUs };
}

/** Off the CPU for some time. */
export interface Sleep {
  readonly kind: "sleep";
  readonly us: number;
}

export function sleep(us: number): Sleep {
  return { kind: "sleep", us };
}
