import type { Code } from "../machine/code.ts";
import type { Context } from "../machine/context.ts";
import { recordMs, type Scenario, seconds } from "../scenario.ts";

export const f13: Scenario = {
  id: "F13",
  title: "Everybody pays for two records: somebody else's and one's own",
  reportedBy: "Sergey Senozhatsky, 8 November 2017",
  reproducer: "two CPUs log 3 messages each, all from interrupts and at the same time",
  mustHold: "a printk in an interrupt takes no longer than to write the record it has logged",
  params: { cpus: 2 },
  cpusMin: 2,
  arrange: (lab) => {
    function* log3(irq: Context): Code {
      for (let sent = 0; sent < 3; sent++) {
        const sinceUs = lab.machine.nowUs;
        yield* lab.printk(irq);
        const tookMs = (lab.machine.nowUs - sinceUs) / 1000;
        lab.figures.set("printkMs", Math.max(lab.figures.get("printkMs") ?? 0, tookMs));
      }
    }
    lab.interrupt("hardirq", 0, 10, log3);
    lab.interrupt("hardirq", 1, 11, log3);
  },
  checks: [
    ({ lab, params }) => {
      const tookMs = lab.figures.get("printkMs") ?? Infinity;
      return tookMs <= 1.05 * recordMs(params)
        ? undefined
        : `a printk in an interrupt took ${seconds(tookMs)}`;
    },
  ],
  telling: ({ lab }) => `a printk in an interrupt takes ${seconds(lab.figures.get("printkMs")!)}`,
};
