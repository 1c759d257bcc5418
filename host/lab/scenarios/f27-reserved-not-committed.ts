import { everyRecordOnceInOrder, needs, type Scenario } from "../scenario.ts";

export const f27: Scenario = {
  id: "F27",
  title: "A writer is interrupted between reserving its record and committing it",
  reportedBy: "the design of the lockless ring buffer: readers stop there, a panic must not",
  reproducer: "CPU1 reserves a record and is held up; others log 50; CPU0 panics before CPU1 goes on",
  mustHold: "the panic prints everything but the unfinished record",
  cpusMin: 2,
  notFor: (scheme) =>
    scheme.name.startsWith("baton")
      ? "a record is stored in one expression: there is no moment between reserving and committing"
      : needs("lockless-ring", "records are stored under a lock, with interrupts masked")(scheme),
  arrange: (lab) => {
    lab.task("writer", { cpu: 1 }, function* () {
      lab.ring.reserve(lab.machine.nowUs);
      yield 1_000_000;
    });
    lab.flood(0, { count: 50, gapMs: 1, atMs: 1 });
    lab.interrupt("hardirq", 0, 500, (irq) => lab.panic(irq, { before: 0, after: 5 }));
  },
  checks: [
    ({ lab }) => (lab.figures.has("panicDoneMs") ? undefined : "the panic waits for the writer"),
    ({ observables }) =>
      observables.printed === observables.stored - 1
        ? undefined
        : `${observables.stored - 1 - observables.printed} finished records lost`,
    everyRecordOnceInOrder,
  ],
  telling: ({ observables }) => `${observables.printed} printed, the unfinished one left out`,
};
