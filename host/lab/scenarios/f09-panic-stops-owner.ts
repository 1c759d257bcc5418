import { allFlushed, everyRecordOnceInOrder, needs, type Scenario, seconds } from "../scenario.ts";

export const f09: Scenario = {
  id: "F9",
  title: "The panicking CPU waits for an owner it has stopped",
  reportedBy: "Stephen Brennan, January 2022: 197 hangs in 340 panics, none in 245 after the fix",
  reproducer: "CPU1 is inside the driver with 50 records pending; CPU0 panics, stops it, then logs 5 lines",
  mustHold: "the panic ends, and everything stored before and during it is on the line",
  cpusMin: 2,
  notFor: needs("waiter", "nobody waits for an owner in this scheme"),
  arrange: (lab) => {
    lab.preload(50);
    lab.task("owner", { cpu: 1 }, function* (task) {
      yield* lab.printk(task);
    });
    lab.panicBeside(24, { before: 0, after: 5 });
  },
  checks: [
    ({ lab }) =>
      lab.figures.has("panicDoneMs") ? undefined : "the panicking CPU waits for ever for a stopped one",
    ({ observables }) => (observables.unflushed <= 1 ? undefined : allFlushed({ observables } as never)),
    everyRecordOnceInOrder,
  ],
  telling: ({ lab }) => `panic done at ${seconds(lab.figures.get("panicDoneMs")!)}`,
};
