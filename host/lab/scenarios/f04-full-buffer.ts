import { calm, longestHold, type Scenario } from "../scenario.ts";

/** CONFIG_LOG_BUF_SHIFT=17, in bytes. */
const LOG_BUFFER_BYTES = 131_072;

export const f04: Scenario = {
  id: "F4",
  title: "One full log buffer takes longer than the watchdog allows",
  reportedBy:
    "Sergey Senozhatsky, 11 January 2018: ttyS1 at 57600 baud; bytes × time per byte must stay below the threshold",
  reproducer: "128 KiB pending, one printk with preemption off, nobody else logs; 57600 baud",
  mustHold: "no lockup report; nobody prints unschedulably beyond the budget",
  params: { baud: 57_600 },
  arrange: (lab) => {
    lab.preload(Math.floor(LOG_BUFFER_BYTES / lab.params.recordChars));
    lab.task("atomic", { cpu: 0, atMs: 10 }, function* (task) {
      task.preemptOff();
      yield* lab.printk(task);
      task.preemptOn();
    });
  },
  checks: calm,
  telling: longestHold,
};
