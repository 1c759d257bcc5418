import { sleep } from "../machine/code.ts";
import { calm, longestHold, type Scenario } from "../scenario.ts";

export const f02: Scenario = {
  id: "F2",
  title: "A handoff from a safe context to an interrupt",
  reportedBy: "Sergey Senozhatsky, 8 and 9 November 2017",
  reproducer:
    "CPU0 holds console_lock() for 1 s while CPU1 logs 5000; it unlocks and prints; 20 ms later an interrupt on CPU3 logs one",
  mustHold: "no lockup report; the interrupt does not inherit the backlog",
  arrange: (lab) => {
    lab.task("locker", { cpu: 0 }, function* (task) {
      yield* lab.scheme.consoleLock(task);
      yield sleep(1_000_000);
      yield* lab.scheme.consoleUnlock(task);
    });
    lab.task("logger", { cpu: 1, atMs: 1 }, function* (task) {
      for (let sent = 0; sent < 5000; sent++) yield* lab.printk(task);
    });
    lab.interrupt("hardirq", 3, 1020, (irq) => lab.printk(irq));
  },
  checks: calm,
  telling: longestHold,
};
