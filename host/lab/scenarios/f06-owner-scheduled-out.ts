import { PRIORITY_REALTIME } from "../machine/context.ts";
import { everyRecordOnceInOrder, noLockups, nothingDropped, type Scenario, seconds } from "../scenario.ts";

const HOG_MS = 30_000;

export const f06: Scenario = {
  id: "F6",
  title: "The owner is scheduled out and takes the lock along",
  reportedBy: "Tetsuo Handa: printing stalls for minutes; commit 6b97a20d3a79, reverted with 4.16",
  reproducer:
    "a task bound to CPU0 prints 20 records through console_unlock(); a real-time task has CPU0 for 30 s; then CPU1-3 log 100 a second together, the ring holds 2048",
  mustHold:
    "printing goes on while the owner's CPU is busy: no record is lost, none waits as long as the hog runs",
  params: { ringRecords: 2048 },
  cpusMin: 2,
  arrange: (lab) => {
    lab.preload(20);
    lab.task("owner", { allowed: [0] }, function* (task) {
      yield* lab.scheme.consoleLock(task);
      yield* lab.scheme.consoleUnlock(task);
    });
    lab.task("hog", { cpu: 0, atMs: 50, priority: PRIORITY_REALTIME }, function* () {
      yield HOG_MS * 1000;
    });
    for (const cpu of [1, 2, 3]) lab.flood(cpu, { count: 1500, gapMs: 30, atMs: 60 });
  },
  checks: [
    noLockups,
    ({ observables }) =>
      observables.maxLatencyMs < HOG_MS / 2
        ? undefined
        : `a record waited ${seconds(observables.maxLatencyMs)}, ${observables.dropped} lost`,
    nothingDropped,
    everyRecordOnceInOrder,
  ],
  telling: ({ observables }) => `longest wait ${seconds(observables.maxLatencyMs)}`,
};
