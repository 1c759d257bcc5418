import type { WakePolicy } from "./machine/wake-policy.ts";

/**
 * What a run depends on. The defaults are those of the kernel's reports: a serial line at 115200 baud, records of 82
 * characters (7.118 ms each), 3 µs to store one. A scenario changes some, a scheme some, the user any.
 */
export interface LabParams {
  readonly cpus: number;
  readonly baud: number;
  readonly recordChars: number;
  readonly storeUs: number;
  /** How long a context may print before it asks a thread to take over. */
  readonly budgetMs: number;
  readonly forMs: number;
  readonly seed: number;
  readonly wakePolicy: WakePolicy;
  readonly preemption: "full" | "none";
  /** The last CPU only runs what is bound to it, as with `isolcpus=`. */
  readonly isolatesLastCpu: boolean;
  readonly ringRecords: number;
  /** Characters the UART takes before its driver has to wait. */
  readonly fifoChars: number;
  /** Whether the driver calls `touch_nmi_watchdog()`, as the 8250's does. */
  readonly petsWatchdog: boolean;
  /** No handoff past a task that sleeps for the console lock. */
  readonly fair: boolean;
  /** The budget's clock starts when the lock was last free, not when the present owner got it. */
  readonly chainBudget: boolean;
  /** A woken thread is kept off its waker's run queue. */
  readonly affinity: boolean;
  /** Whether a printk still waits for the owner after a panic has begun. */
  readonly spinInPanic: boolean;
  /** Whether printk disables preemption while it may own the lock. */
  readonly preemptOffInPrintk: boolean;
  /** Whether printing threads reach a scheduling point after each record. */
  readonly condResched: boolean;
}

export const DEFAULT_PARAMS: LabParams = {
  cpus: 4,
  baud: 115_200,
  recordChars: 82,
  storeUs: 3,
  budgetMs: 1000,
  forMs: 60_000,
  seed: 1,
  wakePolicy: "idle-first",
  preemption: "full",
  isolatesLastCpu: false,
  ringRecords: 16_384,
  fifoChars: 0,
  petsWatchdog: false,
  fair: false,
  chainBudget: false,
  affinity: false,
  spinInPanic: true,
  preemptOffInPrintk: true,
  condResched: true,
};

/** Bits on the line per character: start, eight data, stop. */
const BITS_PER_CHAR = 10;

export function charUs(baud: number): number {
  return (BITS_PER_CHAR * 1e6) / baud;
}

/** Time on the line of one record, in whole microseconds. */
export function recordUs(params: Pick<LabParams, "baud" | "recordChars">): number {
  return Math.round(params.recordChars * charUs(params.baud));
}
