// Goal: the explorer finds every historical mistake by a shortest schedule, and nothing in what is right. Method: small
// models, all schedules.
import { describe, expect, test } from "vitest";
import { countSchedules, explore } from "../../host/lab/explore/explore.ts";
import { exploreRandomly } from "../../host/lab/explore/random.ts";
import { replay, replayToken } from "../../host/lab/explore/replay.ts";
import { runExplore } from "../../host/lab/explore/run-explore.ts";
import { formatToken, parseToken } from "../../host/lab/explore/token.ts";
import { findVariant, type Size, VARIANTS } from "../../host/lab/explore/variants.ts";

const SMALL: Size = { cpus: 2, records: 2, irqs: 0, hasNmi: false, hasPanic: false };
const WITH_PANIC: Size = { ...SMALL, irqs: 1, hasPanic: true };
const THREE: Size = { ...SMALL, cpus: 3 };

const broken = VARIANTS.filter(({ mistake }) => mistake !== undefined);
const correct = VARIANTS.filter(({ mistake }) => mistake === undefined);

test("the kernel's history is all there", () => {
  for (const name of ["v3-polarity", "no-recheck", "spin-in-panic", "starving-sleeper", "up-on-handoff"])
    expect(broken.map((variant) => variant.name)).toContain(`owner-waiter:${name}`);
  expect(broken.map(({ name }) => name)).toContain("hybrid:same-runqueue");
});

describe.each(broken)("$name", (variant) => {
  const size = { ...SMALL, ...variant.sizeMin };
  const report = runExplore(variant, size);

  test("is found out, and its token replays to the same end", () => {
    const [violation] = report.violations;
    expect(violation).toBeDefined();
    expect(report.exhausted).toBe(false);
    const { trace, invariant } = replayToken(violation!.token);
    expect(invariant).toBe(violation!.invariant);
    expect(trace).toHaveLength(violation!.steps);
  });

  test("breaks the invariant it is known for, or that invariant's cause", () => {
    const causes = [variant.mistake, "H4: whoever returns without printing leaves somebody who will look"];
    expect(causes).toContain(report.violations[0]!.invariant);
  });

  test("no shorter schedule breaks anything", () => {
    const model = variant.create(size);
    const { schedule } = parseToken(report.violations[0]!.token);
    expect(replay(model, schedule.slice(0, -1), "").invariant).toBeUndefined();
  });

  test("random priorities find it too", () => {
    expect(exploreRandomly(variant.create(size), 5, 1).violation).toBeDefined();
  });
});

describe.each(correct.filter(({ name }) => name !== "hybrid"))("$name", (variant) => {
  test.each([
    ["2 CPUs × 2 records", SMALL],
    ["with an interrupt and a panic", WITH_PANIC],
    ["3 CPUs × 2 records", variant.name === "owner-waiter:fair" ? SMALL : THREE],
  ])("is exhausted without a violation: %s", (_, size) => {
    const { exhausted, violation, states } = explore(variant.create(size));
    expect(violation).toBeUndefined();
    expect(exhausted).toBe(true);
    expect(states).toBeGreaterThan(100);
  });
});

test("reduction leaves fewer schedules and finds the same", () => {
  const model = findVariant("owner-waiter").create(SMALL);
  const { schedules, violation } = explore(model);
  expect(violation).toBeUndefined();
  expect(schedules * 1000).toBeLessThan(countSchedules(model));
});

test("a search that does not fit says so", () => {
  expect(explore(findVariant("baton").create(THREE), 50).exhausted).toBe(false);
});

test("random schedules repeat with their seed", () => {
  const model = findVariant("owner-waiter:starving-sleeper").create(SMALL);
  const first = exploreRandomly(model, 5, 7).violation;
  expect(first).toBeDefined();
  expect(exploreRandomly(model, 5, 7).violation).toEqual(first);
});

test("a token survives writing and reading", () => {
  const token = { variant: "baton", size: WITH_PANIC, schedule: [0, 10, 35] };
  expect(parseToken(formatToken(token))).toEqual(token);
});

test.each([
  ["of another version", "L0~baton~2.2.0.0.0~01"],
  ["damaged", "L1~baton~2.2~01"],
  ["with a step that nobody can take", "L1~legacy~2.2.0.0.0~z"],
])("a token %s is refused", (_, token) => {
  expect(() => replayToken(token)).toThrow(expect.objectContaining({ code: "BAD_TOKEN" }));
});
