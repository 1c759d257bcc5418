import type { Code, Spin } from "./code.ts";
import type { Cpu } from "./cpu.ts";

export type ContextKind = "task" | "softirq" | "hardirq" | "nmi";

/** Something that runs on a CPU: a task, or an interrupt nested on top of whatever ran before. */
export class Context {
  readonly name: string;
  readonly kind: ContextKind;
  cpu: Cpu;
  /** Depths, as the kernel nests `preempt_disable()` and `local_irq_save()`. */
  preemptOffDepth = 0;
  irqsOffDepth = 0;
  /** What is left of the `busy` or `spin` in progress when an interrupt nested on top. */
  busyLeftUs = 0;
  spin: Spin | undefined;
  spinLeftUs = Infinity;
  /** Set while a record is on its way through the driver; for traces and pictures. */
  isWriting = false;
  /** A context that waits for a lock it holds itself never runs again, but keeps its CPU. */
  isDeadlocked = false;
  private code: Code<unknown> | undefined;

  constructor(name: string, kind: ContextKind, cpu: Cpu) {
    this.name = name;
    this.kind = kind;
    this.cpu = cpu;
  }

  run(code: Code<unknown>): void {
    this.code = code;
  }

  /** Runs up to the next `yield`. */
  next(): IteratorResult<unknown, unknown> {
    return this.code!.next();
  }

  get isTask(): boolean {
    return this.kind === "task";
  }

  /** Whether the scheduler could take the CPU away at this very point: Sergey's "safe context". */
  get isSchedulable(): boolean {
    return this.isTask && this.preemptOffDepth === 0 && this.irqsOffDepth === 0 && !this.isDeadlocked;
  }

  preemptOff(): void {
    this.preemptOffDepth++;
    this.cpu.observe();
  }

  preemptOn(): void {
    this.preemptOffDepth--;
    this.cpu.observe();
  }

  irqsOff(): void {
    this.irqsOffDepth++;
    this.cpu.observe();
  }

  irqsOn(): void {
    this.irqsOffDepth--;
    this.cpu.observe();
  }
}

export type TaskState = "running" | "runnable" | "blocked" | "done";

/** A task of higher priority preempts; those of one priority share the CPU tick by tick. */
export const PRIORITY_REALTIME = 100;
const PRIORITY_NORMAL = 0;

export interface TaskOptions {
  readonly cpu?: number;
  readonly priority?: number;
  /** CPUs the task may run on; all that are not isolated, when absent. */
  readonly allowed?: readonly number[];
  /** A kernel thread: without kernel preemption it is only scheduled out where it asks for it. */
  readonly isKthread?: boolean;
}

/** A context with a life of its own: it can sleep, be woken and move to another CPU. */
export class Task extends Context {
  state: TaskState = "blocked";
  priority: number;
  allowed: readonly number[] | undefined;
  readonly isKthread: boolean;
  /** When it last joined a run queue. */
  queuedAtUs = 0;

  constructor(name: string, cpu: Cpu, options: TaskOptions) {
    super(name, "task", cpu);
    this.priority = options.priority ?? PRIORITY_NORMAL;
    this.allowed = options.allowed;
    this.isKthread = options.isKthread ?? false;
  }

  override get isSchedulable(): boolean {
    return super.isSchedulable && (!this.isKthread || this.cpu.machine.options.preemption === "full");
  }
}
