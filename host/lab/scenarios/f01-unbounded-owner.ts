import { calm, longestHold, type Scenario } from "../scenario.ts";

export const f01: Scenario = {
  id: "F1",
  title: "The owner prints for ever while others log",
  reportedBy:
    "Steven Rostedt, v3 of the owner/waiter patch, 2 November 2017; Jan Kara, 2014: machines that cannot boot with a serial console",
  reproducer: "CPU0 logs one message with preemption off; CPU1-3 log 6000 each, 5 ms apart",
  mustHold: "no lockup report; nobody prints unschedulably beyond the budget",
  arrange: (lab) => {
    lab.task("victim", { cpu: 0 }, function* (task) {
      task.preemptOff();
      yield* lab.printk(task);
      task.preemptOn();
    });
    for (const cpu of [1, 2, 3]) lab.flood(cpu, { count: 6000, gapMs: 5 });
  },
  checks: calm,
  telling: longestHold,
};
