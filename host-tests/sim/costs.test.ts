/**
 * The cost model against real Espruino. The model is a sum over syntax, so a quarter off is as close as it claims to be.
 */
import { describe, expect, test } from "vitest";
import { tolerance } from "../../bench/agreement.ts";
import { bare } from "../../bench/budgets.ts";
import { calibration } from "../../bench/calibration.ts";
import { Meter } from "../../bench/measure.ts";
import { simulatedBenchPico } from "../../bench/simulated-bench-pico.ts";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";

describe("the simulated RP2040 takes the time that Espruino took there, for", () => {
  const meter = new Meter(simulatedBenchPico);
  test.each(calibration)("%s", async (_, setup, code, us) => {
    const ratio = (await meter.take(bare(code, setup))) / us;
    expect(ratio).toBeGreaterThan(1 - tolerance);
    expect(ratio).toBeLessThan(1 + tolerance);
  });
});

test("a board with half the clock takes twice the time", () => {
  const slow = { ...rp2040Pico, clockHz: rp2040Pico.clockHz / 2 };
  expect(microseconds("f(1)", slow)).toBeCloseTo(2 * microseconds("f(1)", rp2040Pico), 0);
});

function microseconds(code: string, on: typeof rp2040Pico): number {
  const board = new SimulatedBoard(on);
  board.evaluate("function f(a){}");
  const startUs = board.clock.nowUs;
  board.evaluate(code);
  return board.clock.nowUs - startUs;
}

test("a method that every object has, too, takes some time and no more", () => {
  expect(microseconds("(255).toString(16)", rp2040Pico)).toBeLessThan(2000);
  expect(microseconds("[1].hasOwnProperty(0)", rp2040Pico)).toBeLessThan(2000);
});

test("the parts of a sequence take their time one after the other", () => {
  const board = new SimulatedBoard(rp2040Pico);
  board.evaluate("function f(a,b,c){}");
  const edgesUs: number[] = [];
  board.pin("D2").onChange((_, timeUs) => edgesUs.push(timeUs));
  board.evaluate("D2.write(1),f(1,2,3),D2.write(0)");
  board.evaluate("D2.write(1);f(1,2,3);D2.write(0)");
  const [rise, fall, riseAgain, fallAgain] = edgesUs as [number, number, number, number];
  expect(fall - rise).toBeGreaterThan(200);
  expect(Math.abs(fallAgain - riseAgain - (fall - rise))).toBeLessThan(10);
});
