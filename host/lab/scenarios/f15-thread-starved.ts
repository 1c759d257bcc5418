import { PRIORITY_REALTIME } from "../machine/context.ts";
import { everyRecordOnceInOrder, type Scenario, seconds } from "../scenario.ts";

/** 100 records of 7 ms, and as much again for the handing over. */
const LATENCY_MAX_MS = 5000;

export const f15: Scenario = {
  id: "F15",
  title: "The printing thread never gets a CPU",
  reportedBy: "the standing objection to threads: real-time hogs, out of memory, a dead scheduler",
  reproducer:
    "real-time tasks have all CPUs but CPU0 from 5 ms on; a task on CPU0 logs 100 messages and works on",
  mustHold: "the messages come out within 5 s",
  cpusMin: 2,
  arrange: (lab) => {
    for (const cpu of lab.machine.cpus.slice(1))
      lab.task(`hog${cpu.id}`, { cpu: cpu.id, atMs: 5, priority: PRIORITY_REALTIME }, function* () {
        yield lab.params.forMs * 1000;
      });
    lab.task("logger", { cpu: 0, atMs: 10 }, function* (task) {
      for (let sent = 0; sent < 100; sent++) yield* lab.printk(task);
      yield lab.params.forMs * 1000;
    });
  },
  checks: [
    ({ observables }) =>
      observables.maxLatencyMs <= LATENCY_MAX_MS
        ? undefined
        : `a record waited ${seconds(observables.maxLatencyMs)}, ${observables.unflushed} never left`,
    everyRecordOnceInOrder,
  ],
  telling: ({ observables }) => `longest wait ${seconds(observables.maxLatencyMs)}`,
};
