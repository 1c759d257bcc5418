// Goal: an interrupt that comes while JavaScript is busy, is marked as one, and writes nothing itself. Method: a built
// application on the simulated board.
import { expect, test } from "vitest";
import { irqTimer } from "../../plugins/irq-timer.ts";
import { bootedApplication } from "./booted-application.ts";

const APP = `import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, irqTimer, uartConsole } from "espruino-baton/plugins";
const timer = irqTimer();
boot(board, [uartConsole(), idleOffloader(), timer]);
let ticks = 0;
global["ticks"] = () => ticks;
global["start"] = () => timer.everyIrq(5, () => { ticks++; pr.info("tick %d", ticks); });
global["busy"] = () => { const until = getTime() + 0.1; while (getTime() < until); return ticks; };`;

const booted = bootedApplication(APP);

test("preempts a busy loop, stores only, and its records are marked", async () => {
  const { board, heard } = await booted();
  board.evaluate("end = start()");
  heard.text = "";
  const ticks = board.evaluate("busy()") as number;
  expect(ticks).toBeGreaterThanOrEqual(15);
  expect(heard.text).not.toContain("tick");
  board.evaluate("end()");
  board.runFor(2000);
  expect(heard.text.match(/\[C\] tick \d+/g)?.length).toBe(board.evaluate("ticks()"));
});

test("ends when it is told to", async () => {
  const { board } = await booted();
  board.evaluate("end = start()");
  board.runFor(100);
  const before = board.evaluate("end(), ticks()") as number;
  expect(before).toBeGreaterThan(0);
  board.runFor(100);
  expect(board.evaluate("ticks()")).toBe(before);
});

test("no two timers come so close that the RP2040 would miss the second", async () => {
  const { board } = await booted();
  const left = board.evaluate(`for (var i = 0; i < 6; i++) start();
require("timer").list().map(function (each) { return each.time }).join()`) as string;
  const phasesUs = left
    .split(",")
    .map((ms) => Math.round((Number(ms) * 1000) % 500))
    .sort((a, b) => a - b);
  expect(phasesUs).toHaveLength(6);
  const apartUs = phasesUs.map((us, index) => (phasesUs[index + 1] ?? (phasesUs[0] as number) + 500) - us);
  expect(Math.min(...apartUs)).toBeGreaterThanOrEqual(40);
});

test("says what is wrong when it is not in the list, and with an interval that is none", () => {
  expect(() => irqTimer().everyIrq(1, () => {})).toThrow("irqTimer() is not in the list of boot()");
  const timer = irqTimer();
  timer.boot({ platform: { preempt: () => () => {} } } as never);
  expect(() => timer.everyIrq(0, () => {})).toThrow("longer than 0 ms");
});
