import { holdLimitMs, needs, noLockups, type Scenario, seconds } from "../scenario.ts";

export const f22: Scenario = {
  id: "F22",
  title: "The printing thread shares its CPU on a kernel without preemption",
  reportedBy: "Red Hat, June 2024: stuck for 78 s, khugepaged blocked for more than 122 s",
  reproducer: "no kernel preemption; 4000 records pending in the thread; another task wants the thread's CPU",
  mustHold: "no lockup report; the other task waits no longer than the budget",
  params: { preemption: "none", cpus: 1 },
  notFor: needs("thread", "the scheme has no thread"),
  arrange: (lab) => {
    lab.preload(4000);
    lab.task("logger", { cpu: 0 }, function* (task) {
      yield* lab.printk(task);
    });
    lab.task("khugepaged", { cpu: 0, atMs: 2000 }, function* () {
      lab.figures.set("waitedMs", lab.machine.nowUs / 1000 - 2000);
      yield 1000;
    });
  },
  checks: [
    noLockups,
    ({ lab, params }) => {
      const waitedMs = lab.figures.get("waitedMs") ?? params.forMs - 2000;
      return waitedMs <= holdLimitMs(params)
        ? undefined
        : `another task waited ${seconds(waitedMs)} for the thread's CPU`;
    },
  ],
  telling: ({ lab }) => `another task waited ${seconds(lab.figures.get("waitedMs")!)}`,
};
