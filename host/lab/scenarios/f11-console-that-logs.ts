import { calm, longestHold, type Scenario } from "../scenario.ts";

export const f11: Scenario = {
  id: "F11",
  title: "The console logs a message for each record it writes",
  reportedBy: "Tejun Heo, January 2018: netconsole under memory pressure, the reason for his NACK",
  reproducer: "every record written stores another one; a single printk with preemption off starts it",
  mustHold: "no lockup report; it may go on for ever, but not in one context",
  arrange: (lab) => {
    lab.onRecordWritten = () => lab.preload(1);
    lab.task("victim", { cpu: 0, atMs: 10 }, function* (task) {
      task.preemptOff();
      yield* lab.printk(task);
      task.preemptOn();
    });
  },
  checks: calm,
  telling: longestHold,
};
