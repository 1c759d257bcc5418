import {
  allFlushed,
  everyRecordOnceInOrder,
  noLockups,
  recordMs,
  type Scenario,
  seconds,
} from "../scenario.ts";

export const f18: Scenario = {
  id: "F18",
  title: "An NMI logs on the CPU that is inside the driver",
  reportedBy: "the reason for printk_nmi() and its successors",
  reproducer: "CPU0 prints 20 records; an NMI in the middle of one logs 3",
  mustHold: "the NMI neither waits nor writes, and its messages follow in order",
  arrange: (lab) => {
    lab.preload(19);
    lab.task("owner", { cpu: 0 }, function* (task) {
      yield* lab.printk(task);
    });
    lab.interrupt("nmi", 0, 30, function* (nmi) {
      const sinceUs = lab.machine.nowUs;
      for (let sent = 0; sent < 3; sent++) yield* lab.printk(nmi);
      lab.figures.set("nmiMs", (lab.machine.nowUs - sinceUs) / 1000);
    });
  },
  checks: [
    noLockups,
    ({ lab, params }) => {
      const nmiMs = lab.figures.get("nmiMs");
      if (nmiMs === undefined) return "the NMI never returned";
      return nmiMs <= recordMs(params) / 10 ? undefined : `the NMI took ${seconds(nmiMs)}`;
    },
    everyRecordOnceInOrder,
    allFlushed,
  ],
  telling: ({ lab }) => `the NMI took ${Math.round(lab.figures.get("nmiMs")! * 1000)} µs`,
};
