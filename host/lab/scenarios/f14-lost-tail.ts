import { recordMs, type Scenario } from "../scenario.ts";

const STOP_MS = 1000;

export const f14: Scenario = {
  id: "F14",
  title: "A crash before the thread has printed loses the tail of the log",
  reportedBy: "Linus Torvalds, Peter Zijlstra, Steven Rostedt; seen by the 0day robot with a sysrq reboot",
  reproducer: "a task logs 200 messages back to back; the machine stops dead at 1.0 s, without a panic",
  mustHold: "of the messages whose printk has returned, at most the one on the line is missing",
  params: { forMs: STOP_MS },
  notFor: (scheme) =>
    scheme.name.startsWith("baton")
      ? "nothing runs in a dead stop; what baton gives instead is that the tail survives whatever the software still sees: a panic (F9, F19), a reset (F10)"
      : undefined,
  arrange: (lab) => {
    lab.task("logger", { cpu: 0 }, function* (task) {
      for (let sent = 0; sent < 200; sent++) yield* lab.printk(task);
    });
  },
  checks: [
    ({ observables, params }) => {
      const lineBound = STOP_MS / recordMs(params);
      if (observables.unflushed <= 1) return undefined;
      return `${observables.unflushed} records unflushed of the ${observables.stored} logged (the line can take ${Math.floor(lineBound)})`;
    },
  ],
  telling: ({ observables }) => `${observables.unflushed} unflushed of ${observables.stored}`,
};
