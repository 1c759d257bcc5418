// Goal: the counters that machine code reads behave as the chips' do. Method: a board that reads and writes their registers.
import { expect, test } from "vitest";
import { espruinoWifi } from "../../boards/espruino-wifi.ts";
import { puckjs } from "../../boards/puckjs.ts";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { bootedBoard } from "./board.ts";

/** How far a counter goes on in 100 ms of rest. */
function countsIn100Ms(board: SimulatedBoard, address: number): number {
  const read = () => board.evaluate(`peek32(${address})`) as number;
  const before = read();
  board.runFor(100);
  return read() - before;
}

const CYCCNT = 0xe0001004;

test("a cycle counter counts when it was enabled, and in sleep when that was too; its clock is 1 % fast", () => {
  const board = bootedBoard(espruinoWifi);
  expect(countsIn100Ms(board, CYCCNT)).toBe(0);
  board.evaluate("poke32(0xe0001000,1)");
  expect(countsIn100Ms(board, CYCCNT)).toBe(0);
  board.evaluate("poke32(0xe000edfc,peek32(0xe000edfc)|0x01000000)");
  const asleep = countsIn100Ms(board, CYCCNT);
  expect(asleep).toBeGreaterThan(0);
  expect(asleep).toBeLessThan(0.02 * espruinoWifi.clockHz);
  board.evaluate("poke32(0xe0042004,1)");
  expect(countsIn100Ms(board, CYCCNT) / (0.101 * espruinoWifi.clockHz)).toBeCloseTo(1, 2);
});

test.each([
  [rp2040Pico, 1e5],
  [puckjs, 3277],
])("another counts always, whatever somebody makes of the time", (facts, counts) => {
  const board = bootedBoard(facts);
  board.evaluate("setTime(1e9)");
  expect(countsIn100Ms(board, facts.nativeClock!.address) / counts).toBeCloseTo(1, 1);
});
