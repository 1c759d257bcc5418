import type { Scenario } from "../scenario.ts";

export const f10: Scenario = {
  id: "F10",
  title: "The caller hands over and resets the machine before its last words are out",
  reportedBy: "Tetsuo Handa, 6 and 7 November 2017; his wish became pr_flush()",
  reproducer:
    "100 records pending, CPU0 logs one and resets at once (after the scheme's own flush call, where it has one); CPU1-3 log 20 each meanwhile",
  mustHold: "what CPU0 logged is on the line when the reset comes",
  cpusMin: 2,
  arrange: (lab) => {
    lab.preload(100);
    for (const cpu of [1, 2, 3]) lab.flood(cpu, { count: 20, gapMs: 5, atMs: 12 });
    lab.task("sysrq", { cpu: 0, atMs: 10 }, function* (task) {
      const seq = yield* lab.printk(task);
      if (lab.scheme.flushBeforeReset !== undefined) yield* lab.scheme.flushBeforeReset(task);
      lab.figures.set("lastWords", lab.consoles[0]!.hasPrinted(seq!) ? 1 : 0);
      lab.machine.halt();
    });
  },
  checks: [
    ({ lab, observables }) =>
      lab.figures.get("lastWords") === 1
        ? undefined
        : `the last words and ${observables.unflushed - 1} records more are lost in the reset`,
  ],
  telling: ({ observables }) => `last words out, ${observables.unflushed} records of others left`,
};
