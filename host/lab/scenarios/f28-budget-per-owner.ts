import { needs, type Scenario, seconds } from "../scenario.ts";
import { f08 } from "./f08-sleeper-starves.ts";

export const f28: Scenario = {
  id: "F28",
  title: "A budget per owner never ends in a chain of handoffs",
  reportedBy:
    "found when the hybrid was measured: each owner prints one record, so none is ever over its budget",
  reproducer: "as F8",
  mustHold: "the flood does wake the thread, and the sleeper gets the lock",
  params: f08.params,
  notFor: needs("budget", "the scheme has no budget"),
  arrange: f08.arrange,
  checks: [
    ({ observables }) =>
      observables.offloads > 0 || observables.semWaitMaxMs < 1000
        ? undefined
        : `0 offloads in ${seconds(observables.maxLatencyMs)} of backlog, ${observables.handoffs} handoffs`,
    ...f08.checks,
  ],
  telling: ({ observables }) =>
    `${observables.offloads} offloads, slept ${seconds(observables.semWaitMaxMs)} for the lock`,
};
