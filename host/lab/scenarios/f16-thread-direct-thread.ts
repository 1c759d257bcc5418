import { allFlushed, everyRecordOnceInOrder, needs, noLockups, type Scenario, seconds } from "../scenario.ts";

export const f16: Scenario = {
  id: "F16",
  title: "From the thread to direct printing and back",
  reportedBy: "Sergey Senozhatsky, 18 September 2019: messages 198 to 200 before the sysrq's 201",
  reproducer:
    "200 records pending in the thread; CPU1 logs 100 more in an emergency; then 100 ordinary ones follow",
  mustHold: "every record once (or marked as replayed) and in order, all of them flushed",
  cpusMin: 2,
  notFor: needs("emergency", "the scheme has no direct printing beside a thread"),
  arrange: (lab) => {
    lab.task("logger", { cpu: 0 }, function* (task) {
      for (let sent = 0; sent < 200; sent++) yield* lab.printk(task);
    });
    lab.task("sysrq", { cpu: 1, atMs: 1000 }, function* (task) {
      yield* lab.scheme.emergencyBegin!(task);
      for (let sent = 0; sent < 100; sent++) yield* lab.printk(task);
      yield* lab.scheme.emergencyEnd!(task);
      for (let sent = 0; sent < 100; sent++) yield* lab.printk(task);
    });
  },
  checks: [noLockups, everyRecordOnceInOrder, allFlushed],
  telling: ({ observables }) =>
    `in order, ${observables.replayed} replayed, longest wait ${seconds(observables.maxLatencyMs)}`,
};
