import { sleep } from "../machine/code.ts";
import { everyRecordOnceInOrder, needs, noLockups, type Scenario } from "../scenario.ts";

const EMERGENCY_RECORDS = 100;

export const f21: Scenario = {
  id: "F21",
  title: "Each record of an emergency interrupts the thread again",
  reportedBy: "Petr Mladek's review of the per-record release, September 2025",
  reproducer: "CPU1 logs steadily; CPU0 logs 100 records in an emergency, 20 ms apart",
  mustHold: "at most one record in ten is replayed",
  cpusMin: 2,
  notFor: needs("priorities", "the scheme has no takeover by priority"),
  arrange: (lab) => {
    lab.flood(1, { count: 600, gapMs: 8 });
    lab.task("warning", { cpu: 0, atMs: 100 }, function* (task) {
      yield* lab.scheme.emergencyBegin!(task);
      for (let sent = 0; sent < EMERGENCY_RECORDS; sent++) {
        yield* lab.printk(task);
        yield sleep(20_000);
      }
      yield* lab.scheme.emergencyEnd!(task);
    });
  },
  checks: [
    noLockups,
    ({ observables }) =>
      observables.replayed <= EMERGENCY_RECORDS / 10
        ? undefined
        : `${observables.replayed} records replayed in ${EMERGENCY_RECORDS} of an emergency`,
    everyRecordOnceInOrder,
  ],
  telling: ({ observables }) => `${observables.replayed} replayed`,
};
