import { z } from "zod";
import { duration, stepKind, Unmet } from "../step-kind.ts";
import { itemPattern, matches } from "./item-pattern.ts";

const withinMs = 5000;

export const expect = stepKind({
  summary: "waits until the board says something, looking from behind what the last expect found",
  fields: {
    ...itemPattern,
    within: duration.optional().describe(`how long (default: ${withinMs / 1000}s)`),
    count: z.int().min(1).optional().describe("how often it has to come (default: 1)"),
  },
  shorthand: "text",
  async run({ within = withinMs, count = 1, ...wanted }, bench) {
    const { target } = bench;
    let found = 0;
    let { position } = bench;
    const isFound = (): boolean => {
      for (; position < target.log.end && found < count; position++)
        if (matches(wanted, target.log.at(position)?.item)) found++;
      return found === count;
    };
    if (!(await target.passUntil(isFound, within))) throw notSeen(found, count, within);
    bench.position = position;
  },
});

function notSeen(found: number, count: number, limitMs: number): Unmet {
  const times = count === 1 ? "it did not come" : `it came ${found} of ${count} times`;
  return new Unmet(`${times} within ${limitMs / 1000} s`);
}
