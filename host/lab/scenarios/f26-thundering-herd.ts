import { needs, noLockups, type Scenario } from "../scenario.ts";

/** A FIFO of 32 characters takes four refills per record; two tasks that take turns switch twice for each. */
const SWITCHES_MAX = 12;

export const f26: Scenario = {
  id: "F26",
  title: "Printing disturbs a CPU that was set aside",
  reportedBy: "the objection to per-CPU threads: wake-ups everywhere, isolcpus and nohz_full notwithstanding",
  reproducer:
    "the last CPU is isolated; 2000 records pending; an interrupt on CPU0 logs one, tasks elsewhere log 200 more",
  mustHold: "the isolated CPU runs nothing, and there are at most 12 context switches per record",
  params: { cpus: 8, budgetMs: 100, isolatesLastCpu: true },
  cpusMin: 2,
  notFor: needs("thread", "the scheme has no thread to wake"),
  arrange: (lab) => {
    lab.preload(2000);
    lab.interrupt("hardirq", 0, 10, (irq) => lab.printk(irq));
    const busy = Math.max(1, lab.params.cpus - 1);
    for (let cpu = 0; cpu < Math.min(2, busy); cpu++) lab.flood(cpu, { count: 100, gapMs: 20, atMs: 20 });
  },
  checks: [
    noLockups,
    ({ lab }) => {
      const { wakeups, id } = lab.machine.cpus[lab.params.cpus - 1]!;
      return wakeups === 0 ? undefined : `${wakeups} wake-ups on cpu${id}, which is isolated`;
    },
    ({ observables }) =>
      observables.switchesPerRecord <= SWITCHES_MAX
        ? undefined
        : `${observables.switchesPerRecord} context switches per record`,
  ],
  telling: ({ observables }) =>
    `no wake-up there, ${observables.switchesPerRecord} context switches per record`,
};
