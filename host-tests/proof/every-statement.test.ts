// Goal: whatever runs may be interrupted by code that logs, or die, at any statement, and the log stays whole. Method: the
// bundle as it is flashed, on the simulated board, once for every statement of a scenario, with an interrupt or a
// death right before it. Of the pairs of statements one in many is tried; BATON_PROOF=full tries ten times as many.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proofBundle } from "./proof-apps.ts";
import { type App, exclusive, idle, panics, type Scenario, scenarios, task } from "./scenarios.ts";
import {
  type Attempt,
  deathEverywhere,
  deathInInterrupt,
  deathInPanic,
  deathPairs,
  interruptEverywhere,
  interruptPairs,
  interruptPanic,
  type Sweep,
} from "./sweep.ts";

const isFull = process.env.BATON_PROOF === "full";
/** About one pair in so many. Odd, so that the second statements differ from one first statement to the next. */
const oneIn = (count: number) => (isFull ? Math.floor(count / 10) | 1 : count);
const FULL_TIMEOUT_MS = 3_600_000;

const code = {} as Record<App, string>;
const report: string[] = [];

beforeAll(async () => {
  code.offloaded = await proofBundle("offloaded");
  code.direct = await proofBundle("direct");
});

afterAll(() => {
  process.stdout.write(`${report.join("\n")}\n`);
});

/** Makes all attempts, and notes how many there were. */
function attempts(what: string, { title }: Scenario, sweep: Sweep): Attempt[] {
  const all = [...sweep];
  report.push(`${String(all.length).padStart(7)} points: ${title}, ${what}`);
  return all;
}

function expectNoViolation(all: readonly Attempt[]): void {
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter(({ violations }) => violations.length > 0).slice(0, 3)).toEqual([]);
}

/** A long scenario has a thousand times as many pairs as a short one. */
const hasPiece = ({ calls }: Scenario) => calls.includes("dmesg");
const pairsOf = (each: Scenario) =>
  oneIn(hasPiece(each) ? 3989 : each.calls.includes("speakThrice") ? 797 : 31);
/** A panic needs a board of its own. */
const panicsOf = (each: Scenario) => (hasPiece(each) ? oneIn(13) : 1);

describe("an interrupt that logs", () => {
  it.each(scenarios)("leaves every record once and in order, before any statement, when $title", (each) => {
    expectNoViolation(attempts("an interrupt", each, interruptEverywhere(code[each.app], each)));
  });

  it.each([task, idle])(
    "leaves every record once and in order, before any two statements, when $title",
    (each) => {
      const sweep = interruptPairs(code[each.app], each, oneIn(11));
      expectNoViolation(attempts("two interrupts", each, sweep));
    },
    FULL_TIMEOUT_MS,
  );

  it.each(panics)(
    "gets everything on the wire before the reset, before any statement, when $title",
    (each) => {
      expectNoViolation(attempts("an interrupt", each, interruptPanic(code[each.app], each, panicsOf(each))));
    },
    FULL_TIMEOUT_MS,
  );
});

describe("a callback that dies", () => {
  it.each(scenarios)("at any statement leaves a firmware that goes on logging, when $title", (each) => {
    const all = attempts("a death", each, deathEverywhere(code[each.app], each));
    expectNoViolation(all);
    expect(all.filter(({ recovered }) => recovered === 1).length).toBeGreaterThan(all.length / 10);
  });

  it.each(scenarios.filter(({ calls }) => !calls.includes("flood")))(
    "in an interrupt leaves a firmware that goes on logging, when $title",
    (each) => {
      const sweep = deathInInterrupt(code[each.app], each, pairsOf(each));
      expectNoViolation(attempts("an interrupt and a death", each, sweep));
    },
    FULL_TIMEOUT_MS,
  );

  it.each([task, idle, exclusive])(
    "while a dead owner is cleared away leaves a firmware that goes on logging, when $title",
    (each) => {
      const sweep = deathPairs(code[each.app], each, pairsOf(each));
      expectNoViolation(attempts("two deaths", each, sweep));
    },
    FULL_TIMEOUT_MS,
  );

  it("in a panic does not keep the board from its reset", () => {
    const [each] = panics as [Scenario];
    expectNoViolation(attempts("a death", each, deathInPanic(code[each.app], each)));
  });
});
