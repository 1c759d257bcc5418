import { expect, test } from "vitest";
import { sleepingPico } from "./machine.ts";

test("what is going to happen happens at its moment, in order, and a reset of the chip does not undo it", () => {
  const pico = sleepingPico();
  const happened: [string, number][] = [];
  const note = (what: string) => () => happened.push([what, pico.nanos]);
  pico.agenda.at(3e6, note("third"));
  pico.agenda.at(1e6, note("first"));
  pico.agenda.at(1e6, note("second"));
  pico.runFor(2);
  pico.restart();
  pico.runFor(2);
  expect(happened).toEqual([
    ["first", 1e6],
    ["second", 1e6],
    ["third", 3e6],
  ]);
});

test("what lies in the past happens at once", () => {
  const pico = sleepingPico();
  pico.runFor(1);
  let hasHappened = false;
  pico.agenda.at(0, () => {
    hasHappened = true;
  });
  pico.runFor(0.001);
  expect(hasHappened).toBe(true);
});
