import { expect, test } from "vitest";
import { ChromeTrace } from "../../host/lab/chrome-trace.ts";
import { runScenario } from "../../host/lab/run.ts";
import { f02 } from "../../host/lab/scenarios/f02-safe-to-unsafe.ts";
import { SCHEMES } from "../../host/lab/schemes/index.ts";
import { run } from "./lab-runs.ts";

test.each(SCHEMES.map(({ name }) => name))(
  "%s: the same run gives the same trace, event by event",
  (name) => {
    const scheme = SCHEMES.find((each) => each.name === name)!;
    const traced = (): string => {
      let trace: ChromeTrace | undefined;
      runScenario({
        scheme,
        scenario: f02,
        overrides: { forMs: 1500 },
        prepare: ({ machine }) => {
          machine.trace = trace = new ChromeTrace(4);
        },
      });
      return trace!.toJson();
    };
    const first = traced();
    expect(first.length).toBeGreaterThan(10_000);
    expect(traced() === first).toBe(true);
  },
);

test("every record is accounted for, whatever the scheme", () => {
  for (const { name } of SCHEMES) {
    const { stored, printed, dropped, unflushed } = run(name, "F1", { forMs: 3000, ringRecords: 64 });
    expect(printed! + dropped! + unflushed!).toBe(stored);
    expect(dropped).toBeGreaterThan(0);
    expect(unflushed).toBeLessThanOrEqual(65);
  }
});
