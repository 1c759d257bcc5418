import { expect, test } from "vitest";
import type { EmulatedPico } from "../../host/emu/emulated-pico.ts";
import { EventLoopWatch } from "../../host/emu/event-loop-watch.ts";
import { picoRunning, setUpUart0 } from "./machine.ts";
import type { Thumb } from "./thumb.ts";

/** 25,000 turns of three cycles of 8 ns. */
const working = (program: Thumb, label: string): Thumb =>
  program.load(2, 25_000).label(label).subs(2, 1).bne(label);

/** What is seen of a program whose loop works twice, in 5 ms. */
function expectFourTurns(write: (program: Thumb) => Thumb): void {
  const pico = picoRunning(write);
  const loop = new EventLoopWatch(pico);
  pico.runFor(5);
  expect(loop.stalls.turns).toHaveLength(4);
  for (const { startUs, endUs } of loop.stalls.turns)
    expect(Math.abs(endUs - startUs - 1200)).toBeLessThan(0.5);
}

test("a turn is what lies between two questions of the loop for received bytes; what asks elsewhere is no turn", () => {
  const write = (it: Thumb): Thumb => {
    working(setUpUart0(it).label("loop").ldr(1, 0, 0x18), "work").ldr(1, 0, 0x18);
    return working(it, "more work").b("loop");
  };
  expectFourTurns(write);
});

test("machine code of the application, which asks too, is not taken for the loop", () => {
  const askAndReturn = 0x47706981; // ldr r1, [r0, #0x18]; bx lr
  const write = (it: Thumb): Thumb => {
    setUpUart0(it).load(4, 0x20000000).load(5, askAndReturn).str(5, 4).adds(4, 1);
    working(it.label("loop").blx(4).ldr(1, 0, 0x18), "work").blx(4);
    return working(it, "more work").b("loop");
  };
  expectFourTurns(write);
});

test("the turns before the first sleep are known once it is known which question is the loop's", () => {
  const { at, loop } = watchedQuestions();
  const [SETUP, LOOP] = [0x10001000, 0x10002000];
  at(1, SETUP, 0.1);
  at(2, SETUP, 0.2);
  for (const ms of [3, 23, 44]) at(ms, LOOP, 0.2);
  for (let ms = 45; ms < 60; ms++) {
    at(ms, LOOP, ms);
    at(ms + 0.5, LOOP, ms);
  }
  const ms = loop.stalls.turns.map(({ startUs, endUs }) => (endUs - startUs) / 1000);
  expect(ms.slice(0, 2).map(Math.round)).toEqual([20, 21]);
  expect(ms.slice(2)).toEqual(Array.from({ length: 15 }, () => 0.5));
});

/** A watch, and what asks it: when, by which instruction, and after how much sleep. */
function watchedQuestions() {
  const heard: ((pc: number) => void)[] = [];
  const uart = { onFlagsRead: (onRead: (pc: number) => void) => void heard.push(onRead) };
  const pico = { uarts: [uart], nanos: 0, sleptNanos: 0 };
  const loop = new EventLoopWatch(pico as unknown as EmulatedPico);
  const at = (ms: number, pc: number, sleptMs: number): void => {
    Object.assign(pico, { nanos: ms * 1e6, sleptNanos: sleptMs * 1e6 });
    for (const ask of heard) ask(pc);
  };
  return { at, loop };
}
