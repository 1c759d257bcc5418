import { describe, expect, test } from "vitest";
import { rowsOff } from "../../bench/agreement.ts";
import type { BenchPico, Observation } from "../../bench/bench-pico.ts";
import type { Budget } from "../../bench/budgets.ts";
import { Meter } from "../../bench/measure.ts";
import { roundsMax } from "../../bench/program.ts";
import { type Result, resultOf } from "../../bench/result.ts";
import { resultTable } from "../../bench/result-table.ts";

const slow = { setup: "slow", round: "r", forMs: 1 };
const fast = { setup: "fast", round: "r", forMs: 1 };
const nothing = { round: "r", forMs: 1 };

test("a span is the mean of all rounds but the first, less what nothing takes", async () => {
  expect(await meter().take({ kind: "span", program: slow, nothing })).toBeCloseTo(390);
});

test("a turn counts as a stall when it began after the mark fell", async () => {
  expect(await meter().take({ kind: "stall", program: slow })).toBeCloseTo(2);
});

test("line use is the share of the time from the first byte after the mark to the last", async () => {
  expect(await meter().take({ kind: "line-use", program: slow })).toBeCloseTo((4 * 80) / 3.8);
});

test("bytes before the mark are not counted", async () => {
  expect(await meter().take({ kind: "bytes-sent", program: slow })).toBe(4);
});

test("the time per byte is that of the turns after the mark less their interrupts", async () => {
  expect(await meter().take({ kind: "time-per-byte", program: slow })).toBe((2000 - 300) / 4);
});

test("the time per line is that of the turns less their interrupts, and less what it takes to write none", async () => {
  expect(await meter().take({ kind: "time-per-line", program: slow, nothing: fast })).toBe(2000 - 300 - 500);
});

test("lines that are not there are lost", async () => {
  expect(await meter().take({ kind: "lines-lost", program: slow, linesWritten: 3 })).toBe(2);
});

const using = { setup: "slow usage", forMs: 1 };

test("variables are those in use, less what is in use without the firmware", async () => {
  const bare = { setup: "fast usage", forMs: 1 };
  expect(await meter().take({ kind: "variables", program: using, nothing: bare })).toBe(300);
});

test("variables that nobody counts meet no budget and break none", async () => {
  const of = { kind: "variables", program: slow, nothing: using } as const;
  const result = await resultOf({ what: "held", of, limit: { atMost: 1 }, gap: "many" }, meter());
  const text = resultTable([{ pico: "fake", results: [result] }]);
  expect(text).toContain("not counted");
  expect(text).not.toMatch(/BROKEN|met|many/);
});

describe("a budget", () => {
  test.each([
    ["is met at its limit", { atMost: 4.333 }, true],
    ["is broken above it", { atMost: 4.332 }, false],
    ["may ask for a least", { atLeast: 4.333 }, true],
    ["is broken below that", { atLeast: 4.334 }, false],
  ] as const)("%s", async (_, limit, isMet) => {
    expect(await resultOf(budget(limit), meter())).toMatchObject({ ratio: 4.333, isMet });
  });

  test("that is broken shows as such, with the cause where it is known", async () => {
    const result = await resultOf({ ...budget({ atMost: 1 }), gap: "the moon is full" }, meter());
    const text = resultTable([{ pico: "fake", results: [result] }]);
    expect(text).toMatch(/slow : fast .* BROKEN/);
    expect(text).toContain("the moon is full");
  });
});

describe("a simulated board that misses the reference by more than a quarter is told of", () => {
  const result = (value: number, baseline: number): Result => ({
    what: "row",
    unit: "µs",
    value,
    baseline: { name: "baseline", value: baseline },
    limit: { atMost: 1 },
    isMet: true,
  });

  test.each([
    ["in its figure", result(126, 10), true],
    ["in its baseline", result(100, 7.4), true],
    ["and only then", result(125, 7.6), false],
  ])("%s", (_, simulated, isTold) => {
    const columns = [
      { pico: "chip", results: [result(100, 10)] },
      { pico: "model", results: [simulated] },
    ];
    expect(rowsOff(columns[0]!.results, columns[1]!.results)).toEqual(isTold ? ["row"] : []);
    expect(/model, off by more than is claimed:\n {2}row/.test(resultTable(columns))).toBe(isTold);
  });
});

function budget(limit: Budget["limit"]): Budget {
  const baseline = { name: "fast", of: { kind: "span", program: fast, nothing } as const };
  return { what: "slow : fast", of: { kind: "span", program: slow, nothing }, baseline, limit };
}

const meter = () => new Meter(fake);

/** Spans of 400, 100 and 10 µs, with a first one that is twice as long. */
const fake: BenchPico = {
  name: "fake",
  run(code): Observation {
    const spanUs = code.includes("slow") ? 400 : code.includes("fast") ? 100 : 10;
    const marks = Array.from({ length: roundsMax }, (_, round) => ({
      startUs: round * 1000,
      endUs: round * 1000 + spanUs * (round === 0 ? 2 : 1),
    }));
    const turns = [
      { startUs: 0, endUs: 9000 },
      { startUs: 9000, endUs: 9000 + 5 * spanUs },
    ];
    const interrupts = code.includes("slow")
      ? [
          { startUs: 8990, endUs: 8999 },
          { startUs: 9100, endUs: 9300 },
          { startUs: 9400, endUs: 9500 },
        ]
      : [];
    const text = code.includes("usage") ? `usage ${spanUs}` : "<6>x\n";
    const bytes = [...text].map((char, index) => ({
      value: char.charCodeAt(0),
      endUs: index * 1000,
    }));
    return { marks, turns, interrupts, bytes, byteUs: 800 };
  },
};
