import { everyRecordOnceInOrder, type Scenario } from "../scenario.ts";

export const f19: Scenario = {
  id: "F19",
  title: "A panic stops the owner in the middle of a record",
  reportedBy:
    "John Ogness's console_blast, Red Hat, August 2024: 0 of 10 complete traces on 6.11-rc3, 10 of 10 with nbcon",
  reproducer: "CPU1 is half way through a record of 50; CPU0 panics, stops the others and logs 7 lines",
  mustHold: "the panic ends; every record is whole on the line, printed again (and marked) if it was cut",
  params: { spinInPanic: false },
  cpusMin: 2,
  arrange: (lab) => {
    lab.preload(50);
    lab.task("owner", { cpu: 1, atMs: 0 }, function* (task) {
      yield* lab.printk(task);
    });
    lab.panicBeside(24, { before: 0, after: 7 });
  },
  checks: [
    ({ lab }) => (lab.figures.has("panicDoneMs") ? undefined : "the panic never ends"),
    ({ observables }) =>
      observables.unflushed === 0 ? undefined : `${observables.unflushed} records torn or lost`,
    everyRecordOnceInOrder,
  ],
  telling: ({ observables }) => `all ${observables.printed} whole, ${observables.replayed} replayed`,
};
