import { holdLimitMs, type Scenario, seconds } from "../scenario.ts";

const WORK_MS = 1000;

export const f12: Scenario = {
  id: "F12",
  title: "The CPU that should free memory prints instead",
  reportedBy: "Tetsuo Handa and Tejun Heo: out-of-memory livelocks",
  reproducer:
    "a task on CPU0 logs 1000 messages and then has 1 s of work; CPU1-3 log all the time, 5 ms apart",
  mustHold: "the work is done after its 1 s and at most the budget",
  arrange: (lab) => {
    lab.task("reclaim", { cpu: 0 }, function* (task) {
      for (let sent = 0; sent < 1000; sent++) yield* lab.printk(task);
      yield WORK_MS * 1000;
      lab.figures.set("workedMs", lab.machine.nowUs / 1000);
    });
    for (const cpu of [1, 2, 3]) lab.flood(cpu, { count: 6000, gapMs: 5, atMs: 1 });
  },
  checks: [
    ({ lab, params }) => {
      const workedMs = lab.figures.get("workedMs");
      if (workedMs === undefined) return "the work is never done";
      return workedMs <= WORK_MS + holdLimitMs(params) ? undefined : `1 s of work took ${seconds(workedMs)}`;
    },
  ],
  telling: ({ lab }) => `1 s of work took ${seconds(lab.figures.get("workedMs")!)}`,
};
