import { sleep } from "../machine/code.ts";
import { PRIORITY_REALTIME } from "../machine/context.ts";
import { everyRecordOnceInOrder, needs, noLockups, type Scenario, seconds } from "../scenario.ts";

const HOG_MS = 2000;

export const f07: Scenario = {
  id: "F7",
  title: "The waiter is preempted between the handoff and its first record",
  reportedBy:
    "Sergey Senozhatsky, January 2018: interrupts were masked for the whole wait, the preemption is pending",
  reproducer:
    "CPU0 prints 100 records; a task on CPU1 becomes the waiter; a real-time task bound to CPU1 wakes during the wait and runs for 2 s",
  mustHold: "the lock is never owned by somebody who does not run: no record waits for the hog",
  cpusMin: 2,
  notFor: needs("waiter", "the scheme has no waiter"),
  arrange: (lab) => {
    lab.preload(100);
    lab.task("owner", { cpu: 0 }, function* (task) {
      yield* lab.printk(task);
    });
    lab.task("waiter", { cpu: 1, atMs: 10 }, function* (task) {
      yield* lab.printk(task);
    });
    lab.task("hog", { allowed: [1], atMs: 11, priority: PRIORITY_REALTIME }, function* () {
      yield HOG_MS * 1000;
      yield sleep(1);
    });
  },
  checks: [
    noLockups,
    ({ observables }) =>
      observables.maxLatencyMs < HOG_MS
        ? undefined
        : `the new owner was off its CPU; a record waited ${seconds(observables.maxLatencyMs)}`,
    everyRecordOnceInOrder,
  ],
  telling: ({ observables }) => `longest wait ${seconds(observables.maxLatencyMs)}`,
};
