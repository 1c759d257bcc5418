import { describe, expect, test } from "vitest";
import type { Output } from "../../host/cli/command.ts";
import { sim } from "../../host/cli/sim.ts";

const printed = () => {
  const lines: string[] = [];
  const output: Output = {
    print: (text) => lines.push(text),
    note: () => {},
    isTerminal: false,
    signal: new AbortController().signal,
  };
  return { lines, output };
};

test("with --json it prints one object", async () => {
  const { lines, output } = printed();
  await sim.run(["examples/blink"], { board: "rp2040-pico", for: 2000, seed: 7, json: true }, output);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({ schema: 1, board: "ESPR_RP2040_PICO", seed: 7 });
});

test("it simulates a Pico unless another board is named", async () => {
  const { lines, output } = printed();
  await sim.run(["examples/blink"], { for: 100, json: true }, output);
  expect(JSON.parse(lines[0]!)).toMatchObject({ board: "ESPR_RP2040_PICO" });
});

test("without --json it shows the records and a table", async () => {
  const { lines, output } = printed();
  await sim.run(["examples/blink"], { board: "rp2040-pico", for: 2000 }, output);
  expect(lines.filter((line) => /led (on|off)$/.test(line)).length).toBeGreaterThanOrEqual(3);
  expect(lines.at(-1)).toMatch(/records logged +\d+\n/);
});

describe("refuses", () => {
  test("a seed that is none", () => {
    const parse = sim.options?.find(({ flags }) => flags.startsWith("--seed"))?.parse;
    expect(() => parse?.("-1")).toThrowError(expect.objectContaining({ code: "BAD_SEED" }));
    expect(parse?.("42")).toBe(42);
  });

  test("to simulate nothing", async () => {
    await expect(sim.run([], { board: "puckjs" }, printed().output)).rejects.toMatchObject({
      code: "NO_APP",
    });
  });

  test("an unknown board", async () => {
    await expect(sim.run(["examples/blink"], { board: "nosuch" }, printed().output)).rejects.toMatchObject({
      code: "UNKNOWN_BOARD",
    });
  });
});
