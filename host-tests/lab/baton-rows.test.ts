// Goal: the core that ships survives what every other scheme dies of. Method: the whole column, on 1, 2, 4 and 8 CPUs;
// the floods are cut to 12 s, long enough for every check that is not about a minute.
import { expect, test } from "vitest";
import { SCENARIOS } from "../../host/lab/scenarios/index.ts";
import { run } from "./lab-runs.ts";

const FOR_MS = 12_000;
/** Scenarios that need their own length: a dead stop at 1 s, a replay of 171 s. */
const OWN_LENGTH = ["F14", "F23"];

test.each([1, 2, 4, 8])("baton passes every row that has a meaning on %i CPUs", (cpus) => {
  const runs = SCENARIOS.map(({ id }) =>
    run("baton", id, OWN_LENGTH.includes(id) ? { cpus } : { cpus, forMs: FOR_MS }),
  );
  expect(runs.filter(({ verdict }) => verdict === "fail")).toEqual([]);
  const passed = runs.filter(({ verdict }) => verdict === "pass");
  expect(passed.length).toBeGreaterThanOrEqual(cpus === 1 ? 12 : 25);
  for (const { stored, printed, dropped, unflushed, duplicates, orderViolations } of passed) {
    expect(printed! + dropped! + unflushed!).toBe(stored);
    expect(duplicates! + orderViolations!).toBe(0);
  }
});

test("a row without meaning says why", () => {
  for (const id of ["F14", "F24", "F27"]) {
    const { verdict, why, stored } = run("baton", id);
    expect(verdict).toBe("n/a");
    expect(why.length).toBeGreaterThan(20);
    expect(stored).toBeUndefined();
  }
});

test.each(["baton-bounce", "baton-per-cpu"])("%s prints a flood without holding a CPU", (scheme) => {
  const { verdict, maxHoldMs, printed } = run(scheme, "F1", { forMs: 5000 });
  expect(verdict).toBe("pass");
  expect(maxHoldMs).toBeLessThan(1);
  expect(printed).toBeGreaterThan(650);
});
