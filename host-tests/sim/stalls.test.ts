import { expect, test } from "vitest";
import { Stalls } from "../../host/sim/stalls.ts";

const stalls = (...turnsMs: readonly (readonly [from: number, to: number])[]): Stalls =>
  new Stalls(turnsMs.map(([from, to]) => ({ startUs: from * 1000, endUs: to * 1000 })));

test("a start is what the loop does at once, until it rests", () => {
  const { start, running } = stalls([100, 103], [104, 122], [122, 130], [141, 142], [142, 150]).parted();
  expect(start.quantileMs(1)).toBe(18);
  expect(running.turns).toHaveLength(2);
  expect(running.quantileMs(1)).toBe(8);
});

test("a loop that never rests has started after half a second", () => {
  const { start, running } = stalls([0, 300], [300, 499], [499, 700]).parted();
  expect(start.quantileMs(1)).toBe(300);
  expect(running.quantileMs(1)).toBe(201);
});

test("without a turn nothing was kept", () => {
  const { start, running } = stalls().parted();
  expect([start.quantileMs(1), running.quantileMs(0.99)]).toEqual([0, 0]);
});
