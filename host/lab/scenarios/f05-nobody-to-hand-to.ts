import { calm, longestHold, type Scenario } from "../scenario.ts";

export const f05: Scenario = {
  id: "F5",
  title: "The flood ends just before the unlucky printk: nobody is there to take over",
  reportedBy: "Sergey Senozhatsky, 12 January 2018",
  reproducer:
    "CPU1-3 log 1000 records each while the console is suspended; it resumes, and CPU0 logs one with preemption off",
  mustHold: "no lockup report; nobody prints unschedulably beyond the budget",
  arrange: (lab) => {
    const [console] = lab.consoles;
    console!.isSuspended = true;
    for (const cpu of [1, 2, 3]) lab.flood(cpu, { count: 1000, gapMs: 0 });
    lab.task("atomic", { cpu: 0, atMs: 100 }, function* (task) {
      console!.isSuspended = false;
      task.preemptOff();
      yield* lab.printk(task);
      task.preemptOn();
    });
  },
  checks: calm,
  telling: ({ observables }) => `${longestHold({ observables } as never)}, ${observables.handoffs} handoffs`,
};
