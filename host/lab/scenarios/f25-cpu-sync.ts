import { Spinlock } from "../machine/spinlock.ts";
import { allFlushed, noLockups, type Scenario, seconds } from "../scenario.ts";

export const f25: Scenario = {
  id: "F25",
  title: "Waiting for the console with a lock its owner waits for",
  reportedBy: "printk_cpu_sync and legacy printing, December 2024",
  reproducer:
    "CPU1 prints 10 records; an NMI inside the driver wants the backtrace lock; CPU0 has it and logs",
  mustHold: "no deadlock",
  cpusMin: 2,
  arrange: (lab) => {
    const cpuSync = new Spinlock();
    lab.preload(10);
    lab.task("owner", { cpu: 1 }, function* (task) {
      task.preemptOff();
      yield* lab.printk(task);
      task.preemptOn();
    });
    lab.task("backtrace", { cpu: 0, atMs: 9 }, function* (task) {
      task.irqsOff();
      yield* cpuSync.lock(task);
      yield 2000;
      yield* lab.printk(task);
      cpuSync.unlock();
      task.irqsOn();
    });
    lab.interrupt("nmi", 1, 10, function* (nmi) {
      yield* cpuSync.lock(nmi);
      yield* lab.printk(nmi);
      cpuSync.unlock();
    });
  },
  checks: [noLockups, allFlushed],
  telling: ({ observables }) => `done after ${seconds(observables.maxLatencyMs)}`,
};
