import { noLockups, type Scenario, seconds } from "../scenario.ts";

/** Longer than any budget, shorter than anybody's patience with PID 1. */
const WAIT_MAX_MS = 10_000;

export const f08: Scenario = {
  id: "F8",
  title: "A task that sleeps for the console lock starves behind a chain of handoffs",
  reportedBy: "systemd pull request 42809, June 2026: PID 1 in state D for hours",
  reproducer: "CPU1-3 log all the time, 1 ms apart; CPU0 calls console_lock() at 2 s",
  mustHold: "console_lock() returns within 10 s, and no lockup report",
  arrange: (lab) => {
    for (const cpu of [1, 2, 3]) lab.flood(cpu, { count: 60_000, gapMs: 1 });
    lab.task("pid 1", { cpu: 0, atMs: 2000 }, function* (task) {
      yield* lab.scheme.consoleLock(task);
      lab.figures.set("lockedAfterMs", lab.machine.nowUs / 1000 - 2000);
      yield* lab.scheme.consoleUnlock(task);
    });
  },
  checks: [
    ({ observables }) =>
      observables.semWaitMaxMs <= WAIT_MAX_MS
        ? undefined
        : `a task slept ${seconds(observables.semWaitMaxMs)} for the console lock`,
    ({ lab }) => (lab.figures.has("lockedAfterMs") ? undefined : "console_lock() never returned"),
    noLockups,
  ],
  telling: ({ lab }) => `console_lock() after ${seconds(lab.figures.get("lockedAfterMs")!)}`,
};
