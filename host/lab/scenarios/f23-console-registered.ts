import { LabConsole } from "../lab-console.ts";
import { everyRecordOnceInOrder, noLockups, type Scenario, seconds } from "../scenario.ts";

const SLOW_BAUD = 9600;

export const f23: Scenario = {
  id: "F23",
  title: "A slow console is registered and shown the whole log",
  reportedBy: "CON_PRINTBUFFER; Petr Mladek, 16 January 2018, wished for a replay in a thread of its own",
  reproducer:
    "2000 records in the log, all printed; a console at 9600 baud registers; a task logs one message each 100 ms",
  mustHold: "the first console goes on: no new record waits longer than 10 s for it",
  params: { forMs: 200_000 },
  arrange: (lab) => {
    lab.preload(2000);
    lab.skipPending();
    lab.task("modprobe", { cpu: 1 % lab.params.cpus, atMs: 50 }, function* (task) {
      yield* lab.scheme.register(task, new LabConsole("ttyS1", { ...lab.params, baud: SLOW_BAUD }));
    });
    lab.flood(0, { count: 1900, gapMs: 100, atMs: 100 });
  },
  checks: [
    noLockups,
    ({ lab }) => {
      const latencyMs = lab.consoles[0]!.maxLatencyUs / 1000;
      return latencyMs <= 10_000 ? undefined : `the first console was held up for ${seconds(latencyMs)}`;
    },
    everyRecordOnceInOrder,
  ],
  telling: ({ lab }) => `the first console was held up for ${seconds(lab.consoles[0]!.maxLatencyUs / 1000)}`,
};
