import { everyRecordOnceInOrder, type Scenario } from "../scenario.ts";

export const f24: Scenario = {
  id: "F24",
  title: "A printk between suspend and resume",
  reportedBy: "i.MX and Tegra, November 2025: a queued irq_work aborts the suspend",
  reproducer: "the consoles are suspended, an interrupt logs 5 messages, the consoles are resumed",
  mustHold: "no thread is woken while the consoles are suspended, and the records come after the resume",
  notFor: (scheme) =>
    scheme.name.startsWith("baton")
      ? "a board stops its timers when it sleeps: nothing is queued that could end it"
      : undefined,
  arrange: (lab) => {
    const [console] = lab.consoles;
    console!.isSuspended = true;
    lab.interrupt("hardirq", 0, 10, function* (irq) {
      for (let sent = 0; sent < 5; sent++) yield* lab.printk(irq);
    });
    lab.task("resume", { cpu: 0, atMs: 1000 }, function* (task) {
      yield* lab.scheme.resume(task);
    });
  },
  checks: [
    ({ lab }) => {
      const wakeups = lab.figures.get("wakeupsInSuspend") ?? 0;
      return wakeups === 0 ? undefined : `${wakeups} wake-ups while suspended: the suspend is aborted`;
    },
    ({ observables }) =>
      observables.printed === 5
        ? undefined
        : `only ${observables.printed} of 5 records came after the resume`,
    everyRecordOnceInOrder,
  ],
  telling: () => "all 5 after the resume",
};
