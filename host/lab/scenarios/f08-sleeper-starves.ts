import { holdLimitMs, type Scenario, seconds } from "../scenario.ts";

export const f08: Scenario = {
  id: "F8",
  title: "A task that sleeps for the console lock starves behind a chain of handoffs",
  reportedBy: "systemd pull request 42809, June 2026: PID 1 in state D for hours",
  reproducer: "CPU1-3 log all the time, 1 ms apart; CPU0 calls console_lock() at 2 s",
  mustHold: "console_lock() returns within twice the budget",
  arrange: (lab) => {
    for (const cpu of [1, 2, 3]) lab.flood(cpu, { count: 60_000, gapMs: 1 });
    lab.task("pid 1", { cpu: 0, atMs: 2000 }, function* (task) {
      yield* lab.scheme.consoleLock(task);
      lab.figures.set("lockedAfterMs", lab.machine.nowUs / 1000 - 2000);
      yield* lab.scheme.consoleUnlock(task);
    });
  },
  checks: [
    ({ observables, params }) =>
      observables.semWaitMaxMs <= 2 * holdLimitMs(params)
        ? undefined
        : `a task slept ${seconds(observables.semWaitMaxMs)} for the console lock`,
    ({ lab }) => (lab.figures.has("lockedAfterMs") ? undefined : "console_lock() never returned"),
  ],
  telling: ({ lab }) => `console_lock() after ${seconds(lab.figures.get("lockedAfterMs")!)}`,
};
