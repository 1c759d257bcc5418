import type { Lab } from "./lab.ts";

/** What is measured in each run. Times in milliseconds. */
export interface Observables {
  /** Longest stretch in which a context printed and could not be scheduled out. */
  readonly maxHoldMs: number;
  readonly maxIrqOffMs: number;
  readonly softLockups: number;
  readonly hardLockups: number;
  readonly rcuStalls: number;
  readonly hungTasks: number;
  /** From printk to the last character on the line; for what is still pending, to the end of the run. */
  readonly maxLatencyMs: number;
  readonly stored: number;
  readonly printed: number;
  /** Stored, not overwritten, and not wholly on the line at the end. */
  readonly unflushed: number;
  /** Overwritten before they were printed, or refused by a full ring. */
  readonly dropped: number;
  /** Printed again with a marker, after a takeover cut them. */
  readonly replayed: number;
  readonly duplicates: number;
  readonly orderViolations: number;
  readonly handoffs: number;
  /** Threads woken to take the printing over, and those that did not come before the log was empty. */
  readonly offloads: number;
  readonly failedOffloads: number;
  /** Longest sleep for the console lock. */
  readonly semWaitMaxMs: number;
  /** CPU time burnt waiting for somebody else's write, all CPUs together. */
  readonly spinMs: number;
  readonly switchesPerRecord: number;
}

export function observe(lab: Lab): Observables {
  const { machine, ring, consoles, counters } = lab;
  const console = consoles[0]!;
  const { counts } = machine.detectors;
  const stored = ring.nextSeq + ring.failedReserves;
  const dropped = console.dropped + ring.failedReserves;
  const switches = sum(machine.cpus.map((cpu) => cpu.switches));
  return {
    maxHoldMs: ms(counters.maxHoldUs),
    maxIrqOffMs: ms(Math.max(...machine.cpus.map((cpu) => cpu.irqsMasked.maxUs))),
    softLockups: counts["soft lockup"],
    hardLockups: counts["hard lockup"],
    rcuStalls: counts["rcu stall"],
    hungTasks: counts["hung task"],
    maxLatencyMs: ms(Math.max(...consoles.map((one) => one.maxLatencyUs))),
    stored,
    printed: console.printed,
    unflushed: stored - console.printed - dropped,
    dropped,
    replayed: console.replayed,
    duplicates: console.duplicates,
    orderViolations: console.orderViolations,
    handoffs: counters.handoffs,
    offloads: counters.offloads,
    failedOffloads: counters.failedOffloads,
    semWaitMaxMs: ms(counters.semWaitMaxUs),
    spinMs: ms(sum(machine.cpus.map((cpu) => cpu.spinUs))),
    switchesPerRecord: round(switches / Math.max(1, console.printed)),
  };
}

const ms = (us: number): number => round(us / 1000);
const round = (value: number): number => Math.round(value * 1000) / 1000;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
