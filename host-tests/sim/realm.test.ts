/** The simulated interpreter offers what Espruino has, and no more. */
import { expect, test } from "vitest";
import { bootedBoard } from "./board.ts";

test.each([
  "globalThis",
  "Map",
  "Symbol",
  "Proxy",
  "queueMicrotask",
  "Buffer",
  "Promise.race",
  "[].flat",
  "Math.trunc",
  "Number.isInteger",
  "Object.freeze",
  "''.matchAll",
  "global.$hooks",
])("%s is not there", (name) => {
  expect(bootedBoard().evaluate(`typeof ${name}`)).toBe("undefined");
});

test.each([
  "print",
  "E.getErrorFlags",
  "require",
  "setWatch",
  "Serial1.write",
  "D2.read",
  "Promise.resolve",
  "peek32",
])("%s is there", (name) => {
  expect(bootedBoard().evaluate(`typeof ${name}`)).toBe("function");
});

test("a program's own values are of its own kinds", () => {
  const board = bootedBoard();
  expect(board.evaluate("E.getErrorFlags() instanceof Array")).toBe(true);
  expect(board.evaluate("process.env instanceof Object")).toBe(true);
  expect(board.evaluate("try{require('nope')}catch(e){e instanceof Error&&e.message}")).toBe(
    'Module "nope" not found',
  );
});

test("Math.random follows the seed", () => {
  const draw = (seed: number) => bootedBoard(undefined, { seed }).evaluate("Math.random()");
  expect(draw(5)).toBe(draw(5));
  expect(draw(5)).not.toBe(draw(6));
});
