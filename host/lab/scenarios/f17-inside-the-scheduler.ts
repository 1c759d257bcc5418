import { allFlushed, noLockups, type Scenario, seconds } from "../scenario.ts";

export const f17: Scenario = {
  id: "F17",
  title: "A printk inside the scheduler wakes a task, and needs the run queue it has locked",
  reportedBy: "an old one; LinuxKI issue 89 met it again in 2025",
  reproducer:
    "CPU0 logs with its run queue locked; while it prints, a task that belongs to CPU0 goes to sleep for the console lock",
  mustHold: "no deadlock, and the records are printed",
  arrange: (lab) => {
    lab.task("schedule", { cpu: 0, atMs: 10 }, function* (task) {
      task.irqsOff();
      task.cpu.runqueueLockedBy = task;
      yield* lab.printk(task);
      task.cpu.runqueueLockedBy = undefined;
      task.irqsOn();
    });
    lab.machine.at(12_000, () => {
      const cpu = Math.min(1, lab.params.cpus - 1);
      const sleeper = lab.task("sleeper", { cpu }, function* (task) {
        yield* lab.scheme.consoleLock(task);
        yield* lab.scheme.consoleUnlock(task);
      });
      sleeper.allowed = [0];
    });
  },
  checks: [noLockups, allFlushed],
  telling: ({ observables }) => `printed after ${seconds(observables.maxLatencyMs)}`,
};
