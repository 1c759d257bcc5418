/**
 * The cost model against what was measured on an emulated RP2040 with Espruino 2v29, net of the loop around it. The
 * model is a sum over syntax, so a quarter off is as close as it claims to be.
 */
import { describe, expect, test } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";

const TOLERANCE = 0.25;

/** What is set up, what is measured, and the microseconds it took. */
const MEASURED: readonly [name: string, setup: string, code: string, us: number][] = [
  ["an empty call", "function f(){}", "f()", 45],
  ["a call with three arguments", "function f(a,b,c){}", "f(1,2,3)", 157],
  ["getTime()", "", "getTime()", 83],
  ["a record stored inline", "var r=[],h=0,i=7", 'r[h++&31]=[getTime(),5,"x %d",i]', 326],
  [
    "a record stored by a function that checks the level",
    "var r=[],h=0,i=7,L=6;function log(l,f,a){if(l>L)return;r[h++&31]=[getTime(),l,f,a]}",
    'log(5,"x %d",i)',
    635,
  ],
  [
    "a call that the level check ends",
    "var r=[],h=0,i=7,L=4;function log(l,f,a){if(l>L)return;r[h++&31]=[getTime(),l,f,a]}",
    'log(5,"x %d",i)',
    324,
  ],
  [
    "four fields into a Float64Array",
    "var q=new Float64Array(128),h=0,i=7",
    "q.set([getTime(),5,17,i],(h++&31)*4)",
    487,
  ],
  ["console.log of 27 characters", "", 'console.log("abcdefghijklmnopqrstuvwxyz1")', 2400],
  ["console.log of three values", "", 'console.log("x",12,7)', 1020],
  ["peek32", "", "peek32(0x40034018)", 160],
  ["process.memory(false)", "", "process.memory(false)", 2000],
];

describe("the simulated RP2040 takes the time that Espruino took there, for", () => {
  test.each(MEASURED)("%s", (_, setup, code, us) => {
    const ratio = microseconds(setup, code) / us;
    expect(ratio).toBeGreaterThan(1 - TOLERANCE);
    expect(ratio).toBeLessThan(1 + TOLERANCE);
  });
});

test("a board with half the clock takes twice the time", () => {
  const slow = { ...rp2040Pico, clockHz: rp2040Pico.clockHz / 2 };
  expect(microseconds("function f(a){}", "f(1)", slow)).toBeCloseTo(
    2 * microseconds("function f(a){}", "f(1)"),
    0,
  );
});

/** From the start of the statement to the start of the next one, with the console's line idle. */
function microseconds(setup: string, code: string, on = rp2040Pico): number {
  const board = new SimulatedBoard(on);
  board.evaluate(`echo(0);${setup}`);
  board.runFor(100);
  const startUs = board.clock.nowUs;
  board.evaluate(code);
  return board.clock.nowUs - startUs;
}
