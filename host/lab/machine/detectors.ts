import type { Machine } from "./machine.ts";

/** Thresholds of the kernel's detectors, in microseconds. */
export const SOFT_LOCKUP_US = 20_000_000; // 2 * watchdog_thresh, kernel/watchdog.c
export const SOFT_LOCKUP_SAMPLE_US = 4_000_000; // a fifth of it
export const HARD_LOCKUP_US = 10_000_000; // watchdog_thresh
export const RCU_STALL_US = 21_000_000; // CONFIG_RCU_CPU_STALL_TIMEOUT
export const HUNG_TASK_US = 120_000_000; // kernel.hung_task_timeout_secs

/** Reports kept word by word; the counters go on. */
const REPORTS_MAX = 64;

export interface Report {
  readonly kind: "soft lockup" | "hard lockup" | "rcu stall" | "hung task";
  readonly cpu: number;
  readonly atUs: number;
  readonly context: string;
}

/** What the kernel would have written to the log about a machine in this state. */
export class Detectors {
  readonly reports: Report[] = [];
  readonly counts = { "soft lockup": 0, "hard lockup": 0, "rcu stall": 0, "hung task": 0 };

  /** What is judged when a CPU was not schedulable from `sinceUs` to `untilUs`; RCU is not fooled by petting. */
  readonly unschedulable: Judgement = (cpu, sinceUs, untilUs, pettedUs, context) => {
    const barkUs = sampleAfter(Math.max(sinceUs, pettedUs) + SOFT_LOCKUP_US);
    if (untilUs >= barkUs) this.report("soft lockup", cpu, barkUs, context);
    if (untilUs - sinceUs >= RCU_STALL_US) this.report("rcu stall", cpu, sinceUs + RCU_STALL_US, context);
  };

  readonly irqsMasked: Judgement = (cpu, sinceUs, untilUs, pettedUs, context) => {
    const barkUs = Math.max(sinceUs, pettedUs) + HARD_LOCKUP_US;
    if (untilUs >= barkUs) this.report("hard lockup", cpu, barkUs, context);
  };

  blocked(cpu: number, sinceUs: number, untilUs: number, context: string): void {
    if (untilUs - sinceUs >= HUNG_TASK_US) this.report("hung task", cpu, sinceUs + HUNG_TASK_US, context);
  }

  private report(kind: Report["kind"], cpu: number, atUs: number, context: string): void {
    this.counts[kind]++;
    if (this.reports.length < REPORTS_MAX) this.reports.push({ kind, cpu, atUs, context });
  }
}

type Judgement = (cpu: number, sinceUs: number, untilUs: number, pettedUs: number, context: string) => void;

/** A state a CPU is in without a break: since when, the longest so far, and what the detectors say of it. */
export class Stretch {
  maxUs = 0;
  /** When the state last did not hold. Equal to the present while it does not hold. */
  private sinceUs = 0;
  private pettedUs = -Infinity;
  private isOn = false;
  /** What the CPU ran when it began. */
  private context = "idle";
  private readonly machine: Machine;
  private readonly cpu: number;
  private readonly judge: Judgement;

  constructor(machine: Machine, cpu: number, judge: Judgement) {
    this.machine = machine;
    this.cpu = cpu;
    this.judge = judge;
  }

  get startUs(): number {
    return this.isOn ? this.sinceUs : this.machine.nowUs;
  }

  set(isOn: boolean): void {
    if (isOn === this.isOn) return;
    if (this.isOn) this.close();
    this.isOn = isOn;
    this.sinceUs = this.machine.nowUs;
    this.context = this.machine.cpus[this.cpu]!.top?.name ?? "idle";
  }

  /** `touch_nmi_watchdog()`: the lockup detectors start to count anew. Drivers do this once per record. */
  pet(): void {
    this.pettedUs = this.machine.nowUs;
  }

  /** Judges a stretch that has ended, or that the end of the run cuts. */
  close(): void {
    if (!this.isOn) return;
    const { nowUs } = this.machine;
    this.maxUs = Math.max(this.maxUs, nowUs - this.sinceUs);
    this.judge(this.cpu, this.sinceUs, nowUs, this.pettedUs, this.context);
  }
}

/** The watchdog compares whole seconds, at a sample every four: the stretch is rounded before it is compared. */
function sampleAfter(us: number): number {
  const roundedUs = Math.floor(us / 1_000_000) * 1_000_000;
  return Math.ceil(roundedUs / SOFT_LOCKUP_SAMPLE_US) * SOFT_LOCKUP_SAMPLE_US;
}
