import type { Prng } from "../../prng.ts";
import type { Code } from "./code.ts";
import { type Context, Task, type TaskOptions } from "./context.ts";
import { Cpu } from "./cpu.ts";
import { Detectors } from "./detectors.ts";
import { EventQueue } from "./event-queue.ts";
import type { Trace } from "./trace.ts";
import { allowedCpus, chooseCpu, type WakePolicy } from "./wake-policy.ts";

export interface MachineOptions {
  readonly cpus: number;
  readonly wakePolicy: WakePolicy;
  /** `full`: kernel code is preempted wherever it does not forbid it. `none`: kernel threads only where they ask. */
  readonly preemption: "full" | "none";
  /** The last CPU only runs what is bound to it, as with `isolcpus=`. */
  readonly isolatesLastCpu: boolean;
}

/**
 * N CPUs, their tasks and interrupts, and a clock in whole microseconds. Nothing here knows about printing; nothing
 * depends on anything but the options, so that a run repeats itself exactly.
 */
export class Machine {
  readonly options: MachineOptions;
  readonly events = new EventQueue();
  readonly detectors = new Detectors();
  readonly cpus: readonly Cpu[];
  readonly tasks: Task[] = [];
  readonly deadlocks: string[] = [];
  readonly prng: Prng;
  trace: Trace | undefined;
  nowUs = 0;
  /** The CPU that panics; the first one wins. */
  panicCpu: Cpu | undefined;
  private isHalted = false;

  constructor(options: MachineOptions, prng: Prng) {
    this.options = options;
    this.prng = prng;
    this.cpus = Array.from({ length: options.cpus }, (_, id) => new Cpu(this, id));
  }

  /** Makes a task. It sleeps until it is woken. */
  task(name: string, options: TaskOptions, code: (task: Task) => Code): Task {
    const cpu = this.cpus[(options.cpu ?? options.allowed?.[0] ?? 0) % this.cpus.length]!;
    const task = new Task(name, cpu, options);
    task.run(code(task));
    this.tasks.push(task);
    return task;
  }

  at(us: number, run: () => void): void {
    this.events.schedule(Math.max(us, this.nowUs), run);
  }

  /** Wakes `task` where it last ran: its own timer, or the boot. */
  wakeAt(us: number, task: Task): void {
    this.at(Math.ceil(us), () => {
      if (task.state !== "blocked" || task.cpu.isStopped) return;
      task.cpu.enqueue(task);
    });
  }

  /**
   * Makes a sleeping task runnable on the CPU that the policy chooses.
   *
   * @param waker - the context that wakes; its CPU is a candidate, or excluded, as the policy says.
   * @param excluded - a CPU that must not be chosen if any other is allowed: the affinity juggling of the discussion.
   * @returns false when the task was runnable already, wherever that is.
   */
  wake(task: Task, waker: Context, excluded?: number): boolean {
    if (task.state !== "blocked") return false;
    const cpu = chooseCpu(this, task, waker.cpu, excluded);
    if (cpu.runqueueLockedBy !== undefined) {
      this.deadlock(waker, `${waker.name} wakes ${task.name} on cpu${cpu.id}, whose run queue it has locked`);
      return false;
    }
    cpu.enqueue(task);
    return true;
  }

  isAllowed(task: Task, cpu: Cpu): boolean {
    return allowedCpus(this, task).includes(cpu);
  }

  deadlock(context: Context, why: string): void {
    context.isDeadlocked = true;
    this.deadlocks.push(why);
    context.cpu.observe();
  }

  /** The power goes, or the reset line is pulled: nothing happens any more. */
  halt(): void {
    this.isHalted = true;
  }

  runUntil(untilUs: number): void {
    while (!this.isHalted && this.events.nextAtUs <= untilUs) {
      const event = this.events.pop()!;
      this.nowUs = event.atUs;
      event.run();
    }
    if (!this.isHalted) this.nowUs = untilUs;
    this.close();
  }

  /** Counts what was still going on when the run ended. */
  private close(): void {
    for (const cpu of this.cpus) {
      cpu.suspend();
      if (cpu.isStopped) continue;
      cpu.irqsMasked.close();
      cpu.unschedulable.close();
    }
  }
}
