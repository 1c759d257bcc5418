import {
  type Context,
  type CpuState,
  IRQ,
  NMI,
  PANIC,
  type Platform,
  type SerialDevice,
  TASK,
  type Task,
  type TaskStep,
} from "../../../../firmware/platform/platform.ts";
import type { Lab } from "../../lab.ts";
import { BLOCK, COND_RESCHED, type Code, POINT, sleep } from "../../machine/code.ts";
import type { ContextKind, Task as MachineTask, Context as Running } from "../../machine/context.ts";

/** What a call into the firmware costs beside what its ports take: formatting, bookkeeping. In microseconds. */
const CALL_US = 5;

const CONTEXTS: Record<ContextKind, Context> = { task: TASK, softirq: IRQ, hardirq: IRQ, nmi: NMI };

/**
 * The firmware's platform on the lab's CPUs. A call into the firmware is atomic; the time it takes is charged while it
 * runs and spent afterwards, by the context that called.
 */
export class LabPlatform implements Platform {
  context: Context = TASK;
  cpu = 0;
  private readonly states: CpuState[];
  private readonly lab: Lab;
  private running: Running | undefined;
  private chargedUs = 0;
  private hasWritten = false;
  private isPanicking = false;
  private taskCount = 0;

  constructor(lab: Lab) {
    this.lab = lab;
    this.states = lab.machine.cpus.map(() => ({ inConsole: 0, emergencies: 0 }));
  }

  get local(): CpuState {
    return this.states[this.cpu] as CpuState;
  }

  readonly now = (): number => this.nowUs / 1e6;

  get nowUs(): number {
    return this.lab.machine.nowUs + this.chargedUs;
  }

  /** A port spends the caller's time. */
  charge(us: number): void {
    this.chargedUs += us;
    this.hasWritten = true;
  }

  /** Runs `fn` as `context`, and spends the time it took. */
  *call<Result>(context: Running, fn: () => Result): Code<Result> {
    const { lab } = this;
    this.enter(context);
    const result = fn();
    const us = Math.ceil(this.chargedUs);
    this.leave();
    if (!this.hasWritten) {
      yield us;
      return result;
    }
    lab.beginPrinting(context);
    context.isWriting = true;
    yield us;
    context.isWriting = false;
    lab.endPrinting(context);
    return result;
  }

  /** A task of the firmware is a thread of the machine; the first ones live on the last CPUs. */
  spawn(step: TaskStep): Task {
    const { machine } = this.lab;
    const cpu = (machine.cpus.length - 1 - (this.taskCount % machine.cpus.length)) % machine.cpus.length;
    const state = { isAsleep: true, isWoken: false };
    const platform = this;
    const task = machine.task(`baton/${this.taskCount++}`, { cpu, isKthread: true }, function* (self) {
      for (;;) {
        state.isWoken = state.isAsleep = false;
        const delayMs = yield* platform.call(self, step);
        if (delayMs > 0) yield sleep(delayMs * 1000);
        else yield COND_RESCHED;
        if (delayMs >= 0 || state.isWoken) continue;
        state.isAsleep = true;
        yield BLOCK;
      }
    });
    return { wake: () => this.wake(task, state) };
  }

  enterPanic(): void {
    this.isPanicking = true;
    this.context = PANIC;
  }

  /** The scenario halts the machine itself. */
  reset(): void {}
  resetIn(): void {}

  // What only boards have.

  poll(): void {}

  serial(): SerialDevice {
    throw new Error("the lab has ports of its own");
  }
  pins(): undefined {}
  peek32 = (): number => 0;
  preempt(): () => void {
    return () => {};
  }
  onUncaught(): void {}
  onErrorFlag(): void {}
  codeCrc = (): number => 0;
  load(): undefined {}
  save(): void {}
  savePiece(): void {}
  isBluetoothConnected = (): boolean => false;
  promptDevice(): undefined {}
  movePrompt(): void {}
  transmitBuffer(): undefined {}
  expose(): void {}

  private enter(context: Running): void {
    this.running = context;
    this.cpu = context.cpu.id;
    this.context = this.isPanicking ? PANIC : CONTEXTS[context.kind];
    this.chargedUs = CALL_US;
    this.hasWritten = false;
  }

  private leave(): void {
    this.running = undefined;
    this.chargedUs = 0;
  }

  /**
   * Through an interrupt to the CPU itself, so that it works in any context, with a run queue locked too. The task goes
   * to an idle CPU, or stays with who logs: that CPU evidently runs tasks.
   */
  private wake(task: MachineTask, state: { isAsleep: boolean; isWoken: boolean }): void {
    const { machine, counters } = this.lab;
    if (!state.isAsleep) {
      state.isWoken = true;
      return;
    }
    state.isAsleep = false;
    counters.offloads++;
    const cpu = this.running?.cpu ?? task.cpu;
    cpu.interrupt("hardirq", "wake", function* (irq) {
      if (machine.isAllowed(task, cpu)) task.cpu = cpu;
      machine.wake(task, irq);
      yield POINT;
    });
  }
}
