/** The lock's functions against each other: one runs, and before each of its statements an interrupt calls another. */
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { proofFacts } from "./proof-board.ts";
import type { Attempt, Sweep } from "./sweep.ts";

export interface Meeting {
  readonly title: string;
  /** Called first, undisturbed. */
  readonly before: readonly string[];
  readonly call: string;
  /** What an interrupt calls meanwhile. */
  readonly irq: string;
  readonly isRight: (state: LockState) => boolean;
}

interface LockState {
  readonly owner: number;
  readonly waiter: number;
  readonly got: Readonly<Record<string, boolean>>;
}

export const meetings: Readonly<Record<"acquire" | "release" | "wait", Meeting>> = {
  acquire: {
    title: "two that want a free lock: one gets it",
    before: [],
    call: "acquireFirst",
    irq: "acquireSecond",
    isRight: ({ owner, got }) => (got.acquireFirst ? 1 : 0) + (got.acquireSecond ? 2 : 0) === owner,
  },
  release: {
    title: "one that waits while the lock is given up: it gets the lock or is told to ask again",
    before: ["acquireFirst"],
    call: "releaseFirst",
    irq: "waitSecond",
    isRight: ({ owner, waiter, got }) => waiter === 0 && owner === (got.waitSecond ? 2 : 0),
  },
  wait: {
    title: "two that want to wait: one may",
    before: ["acquireFirst"],
    call: "waitSecond",
    irq: "waitThird",
    isRight: ({ waiter, got }) => (got.waitSecond ? 2 : 0) + (got.waitThird ? 3 : 0) === waiter,
  },
};

/** @param code - a bundle of the lock's application. */
export function* lockSweep(code: string, { before, call, irq, isRight }: Meeting): Sweep {
  let end = 1;
  for (let at = 0; at < end; at++) {
    const board = new SimulatedBoard(proofFacts);
    board.load(code);
    for (const name of before) board.evaluate(`call("${name}")`);
    const start = board.statements;
    board.injectAt(start + at, { kind: "exec", fn: () => board.global.call(irq) });
    board.evaluate(`call("${call}")`);
    // The interrupt's own statements stand for those that are left of the interrupted.
    if (at === 0) end = board.statements - start;
    const state = board.observe((global) => global.lockState() as LockState);
    yield attempt(at, state.got[irq] === undefined || isRight(state) ? [] : [JSON.stringify(state)]);
  }
}

function attempt(at: number, violations: string[]): Attempt {
  return { at: [at], violations, recovered: 0 };
}
