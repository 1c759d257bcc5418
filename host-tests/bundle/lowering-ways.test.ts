// Goal: a program says the same however its log calls are built. Method: random programs, built three ways and run.
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { programs } from "../ways/random-programs.ts";
import { saidBy } from "../ways/three-ways.ts";

vi.mock("../../firmware/wire/wire.ts", () => import("../ways/switched-wire.ts"));

const RUNS = 120;

it("a random program of log calls says the same called, lowered and in tokens", () => {
  fc.assert(
    fc.property(programs, (program) => {
      const { called, lowered, tokens } = saidBy(program);
      expect(lowered).toEqual(called);
      expect(tokens).toEqual(called);
    }),
    { seed: 7, numRuns: RUNS },
  );
});

it("constants that are longer together than a text may be are cut each by itself", () => {
  const long = JSON.stringify("long ".repeat(40));
  const { called, tokens } = saidBy(`import { pr } from "espruino-baton";
export function main() { pr.info("", ${long}, ${long}); }`);
  expect(tokens).toEqual(called);
});
