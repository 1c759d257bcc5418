import { calm, longestHold, needs, type Scenario } from "../scenario.ts";

export const f03: Scenario = {
  id: "F3",
  title: "The woken thread waits behind the very context it should relieve",
  reportedBy:
    'Sergey Senozhatsky, 9 November 2017: "if your printk(), for instance, is from IRQ then offloading won\'t happen"',
  reproducer:
    "two CPUs, 5000 records pending, an interrupt on CPU0 logs one; wake-ups go to the waker's run queue",
  mustHold: "no lockup report; the thread takes over when the budget ends",
  params: { cpus: 2, wakePolicy: "waker" },
  cpusMin: 2,
  notFor: needs("budget", "the scheme wakes no thread to relieve a context that prints"),
  arrange: (lab) => {
    lab.preload(5000);
    lab.interrupt("hardirq", 0, 20, (irq) => lab.printk(irq));
  },
  checks: calm,
  telling: longestHold,
};
