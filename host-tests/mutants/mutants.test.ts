// Goal: the proofs can fail. Method: each fault is put into a copy of the sources, and the sweep that is there for it
// has to find it; without the fault the same sweep finds nothing.
import { describe, expect, it } from "vitest";
import type { Attempt } from "../proof/sweep.ts";
import { type Check, mutants } from "./mutants.ts";
import { patchedBundle } from "./patched-bundle.ts";

const checks = [...new Map(mutants.map(({ check }) => [check.title, check])).values()];

/** The sweep goes no further than its first finding. */
function firstFound({ sweep }: Check, code: string): Attempt | undefined {
  for (const attempt of sweep(code)) if (attempt.violations.length > 0) return attempt;
  return undefined;
}

describe("without a fault", () => {
  it.each(checks)("nothing is found by $title", async (check) => {
    expect(firstFound(check, await patchedBundle(check.app, []))).toBeUndefined();
  });
});

it.each(mutants)("is found: $name", async ({ patches, check }) => {
  expect(firstFound(check, await patchedBundle(check.app, patches))).toBeDefined();
});
