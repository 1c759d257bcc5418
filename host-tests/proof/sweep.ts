/** One run for each point at which something can happen. */
import { type Event, type Outcome, ProofBoard, RESET_MS } from "./proof-board.ts";
import type { Scenario } from "./scenarios.ts";
import { violations, violationsAfterDeath, violationsOfDeadPanic, violationsOfPanic } from "./violations.ts";

/** A run, and what did not hold in it. */
export interface Attempt {
  /** The statements at which something happened. */
  readonly at: readonly number[];
  readonly violations: readonly string[];
  /** Owners found dead. */
  readonly recovered: number;
}

/** Attempts are made as they are asked for: who looks for one violation need not wait for all. */
export type Sweep = Iterable<Attempt>;

/**
 * What is called after a death. The storm is there for tasks that died before their first statement: nobody but those who
 * wake them can notice. Of the last step every record must come out.
 */
const AFTER = [["storm"], ["speak", "speak"]];
const aliveCount = 2;

/** One run in which nothing happens. */
export function runOnce(code: string, { calls }: Scenario): Sweep {
  return sweep(code, [calls], [[]], violations);
}

/** An interrupt before every statement. */
export function interruptEverywhere(code: string, { calls, irq }: Scenario): Sweep {
  const points = singles(code, calls, (at) => ({ at, irq }));
  return sweep(code, [calls], points, violations);
}

/** Two interrupts, before any two statements, the first one's among them: it is not interrupted, and the point is void. */
export function interruptPairs(code: string, { calls, irq }: Scenario, every: number): Sweep {
  const interrupt = (at: number): Event => ({ at, irq });
  return sweep(code, [calls], pairs(code, calls, interrupt, interrupt, every), violations);
}

/** A death at every statement. */
export function deathEverywhere(code: string, { calls }: Scenario): Sweep {
  return sweep(code, [calls, ...AFTER], singles(code, calls, die), afterDeath);
}

/** An interrupt before any statement and a death at any later one, the interrupt's own among them. */
export function deathInInterrupt(code: string, { calls, irq }: Scenario, every: number): Sweep {
  const points = pairs(code, calls, (at) => ({ at, irq }), die, every);
  return sweep(code, [calls, ...AFTER], points, (outcome) => violationsAfterDeath(outcome, aliveCount, 2));
}

/** Two deaths, at any two statements no more than `within` apart, that of the recovery among them. */
export function deathPairs(code: string, { calls }: Scenario, every: number, within = 1 / 0): Sweep {
  return sweep(code, [calls, ...AFTER], pairs(code, calls, die, die, every, within), afterDeath);
}

/** An interrupt before every statement, or one in `every`, until the board resets. */
export function* interruptPanic(code: string, { calls, irq }: Scenario, every = 1): Sweep {
  const count = statementsToReset(code, calls);
  for (let at = 0; at < count; at += every) {
    const outcome = new ProofBoard(code).run([calls], [{ at, irq }]);
    yield { at: [at], violations: violationsOfPanic(outcome, irq === "irqFall" ? 1 : 0), recovered: 0 };
  }
}

/** A death at every statement of a panic. */
export function* deathInPanic(code: string, { calls }: Scenario): Sweep {
  const count = statementsToReset(code, calls);
  for (let at = 0; at < count; at++) {
    const board = new ProofBoard(code, RESET_MS);
    const outcome = board.run([calls], [die(at)]);
    yield { at: [at], violations: violationsOfDeadPanic(outcome), recovered: 0 };
  }
}

const die = (at: number): Event => ({ at, dies: true });
const afterDeath = (outcome: Outcome) => violationsAfterDeath(outcome, aliveCount);

/** A board that breaks a rule is not used again. */
function* sweep(
  code: string,
  steps: readonly (readonly string[])[],
  points: Iterable<readonly Event[]>,
  check: (outcome: Outcome) => string[],
): Sweep {
  let board = new ProofBoard(code);
  for (const events of points) {
    const outcome = board.run(steps, events);
    const found = check(outcome);
    yield {
      at: events.map(({ at }) => at),
      violations: found,
      recovered: outcome.after.recovered - outcome.before.recovered,
    };
    if (found.length > 0) board = new ProofBoard(code);
  }
}

type EventAt = (at: number) => Event;

function* singles(code: string, calls: readonly string[], event: EventAt): Iterable<[Event]> {
  const count = new ProofBoard(code).run([calls]).statements;
  for (let at = 0; at < count; at++) yield [event(at)];
}

/** Every pair of an event and a later one, or one pair in `every`. */
function* pairs(
  code: string,
  calls: readonly string[],
  first: EventAt,
  second: EventAt,
  every: number,
  within = 1 / 0,
): Iterable<Event[]> {
  const board = new ProofBoard(code);
  let index = 0;
  for (const [one] of singles(code, calls, first)) {
    const end = Math.min(board.run([calls], [one]).statements, one.at + 1 + within);
    for (let at = one.at + 1; at < end; at++) if (index++ % every === 0) yield [one, second(at)];
  }
}

/** Without a reset: until all is quiet. */
function statementsToReset(code: string, calls: readonly string[]): number {
  const board = new ProofBoard(code);
  const { statements, restarts } = board.run([calls]);
  return statements - restarts * board.startStatements;
}
