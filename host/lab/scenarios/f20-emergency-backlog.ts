import { needs, noLockups, type Scenario, seconds } from "../scenario.ts";

export const f20: Scenario = {
  id: "F20",
  title: "An emergency flushes a large backlog while the thread waits for its console",
  reportedBy: "the hard lockup series of 26 September 2025, fixed in 6.19",
  reproducer: "2500 records pending, the thread is writing; a warning on CPU2 logs in an emergency",
  mustHold: "no lockup report",
  cpusMin: 2,
  notFor: needs("priorities", "the scheme has no takeover by priority"),
  arrange: (lab) => {
    lab.preload(2500);
    lab.task("logger", { cpu: 0 }, function* (task) {
      yield* lab.printk(task);
    });
    const cpu = Math.min(2, lab.params.cpus - 1) - (lab.params.cpus === 3 ? 1 : 0);
    lab.task("warning", { cpu, atMs: 3 }, function* (task) {
      task.preemptOff();
      yield* lab.scheme.emergencyBegin!(task);
      yield* lab.printk(task);
      yield* lab.scheme.emergencyEnd!(task);
      task.preemptOn();
    });
  },
  checks: [noLockups],
  telling: ({ observables }) =>
    `interrupts masked for ${seconds(observables.maxIrqOffMs)} at most, the emergency took ${seconds(observables.maxHoldMs)}`,
};
