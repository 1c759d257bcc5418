import { Prng } from "../prng.ts";
import { LabConsole } from "./lab-console.ts";
import { LogRing } from "./log-ring.ts";
import { BLOCK, type Code, sleep } from "./machine/code.ts";
import type { Context, Task, TaskOptions } from "./machine/context.ts";
import { Machine } from "./machine/machine.ts";
import type { LabParams } from "./params.ts";
import type { Scheme, SchemeFactory } from "./scheme.ts";

/**
 * A machine with a log, its consoles, and a scheme that decides who prints: what a scenario plays with.
 */
export class Lab {
  readonly params: LabParams;
  readonly machine: Machine;
  readonly prng: Prng;
  readonly ring: LogRing;
  readonly consoles: LabConsole[];
  readonly scheme: Scheme;
  readonly counters = { maxHoldUs: 0, handoffs: 0, offloads: 0, failedOffloads: 0, semWaitMaxUs: 0 };
  /** Figures of one scenario that the common observables do not have, in milliseconds or as counts. */
  readonly figures = new Map<string, number>();

  /** A console that is shown the old records before the others get anything: `exclusive_console` in the kernel. */
  private exclusive: { console: LabConsole; endSeq: number } | undefined;

  private readonly printingSinceUs = new Map<Context, number>();

  constructor(params: LabParams, factory: SchemeFactory) {
    this.params = params;
    this.prng = new Prng(params.seed);
    this.machine = new Machine(params, this.prng);
    this.ring = new LogRing(params.ringRecords);
    this.consoles = [new LabConsole("ttyS0", params)];
    this.scheme = factory(this);
  }

  run(): void {
    this.machine.runUntil(this.params.forMs * 1000);
    for (const context of this.printingSinceUs.keys()) this.notePrinting(context);
    this.scheme.close?.();
    for (const console of this.consoles) this.closeConsole(console);
  }

  // What scenarios are written with.

  /** Starts a task at `atMs`. */
  task(name: string, options: TaskOptions & { atMs?: number }, code: (task: Task) => Code): Task {
    const task = this.machine.task(name, options, code);
    this.machine.wakeAt((options.atMs ?? 0) * 1000, task);
    return task;
  }

  /** Interrupts a CPU at `atMs`, as soon as it lets itself be interrupted. */
  interrupt(
    kind: "hardirq" | "softirq" | "nmi",
    cpu: number,
    atMs: number,
    code: (context: Context) => Code<unknown>,
  ): void {
    const { machine } = this;
    machine.at(atMs * 1000, () =>
      machine.cpus[cpu % machine.cpus.length]!.interrupt(kind, `${kind}${cpu}`, code),
    );
  }

  /** Logs one message. */
  *printk(context: Context): Code<number | undefined> {
    yield this.params.storeUs;
    const seq = this.ring.store(this.machine.nowUs);
    this.noteLevel();
    if (seq !== undefined) yield* this.scheme.printk(context, seq);
    return seq;
  }

  /** Panics at `atMs`, on a CPU that is not inside the driver at that moment. */
  panicBeside(atMs: number, lines: { before: number; after: number }): void {
    const { machine } = this;
    machine.at(atMs * 1000, () => {
      const cpu = machine.cpus.find((one) => !one.top?.isWriting) ?? machine.cpus[0]!;
      cpu.interrupt("hardirq", "panic", (irq) => this.panic(irq, lines));
    });
  }

  /** Records that are in the ring from the start. */
  preload(count: number): void {
    for (let index = 0; index < count; index++) {
      const seq = this.ring.store(this.machine.nowUs);
      if (seq !== undefined) this.scheme.stored?.(seq);
    }
  }

  /** Has everything that is in the ring printed in the past. */
  skipPending(): void {
    for (const console of this.consoles) console.startAt(this.ring.nextSeq);
    this.scheme.skipTo?.(this.ring.nextSeq);
  }

  /** A task that logs `count` messages and sleeps `gapMs` after each. */
  flood(cpu: number, options: { count: number; gapMs: number; atMs?: number }): Task {
    const lab = this;
    return this.task(`flood${cpu}`, { cpu, atMs: options.atMs }, function* (task) {
      for (let sent = 0; sent < options.count; sent++) {
        yield* lab.printk(task);
        yield sleep(options.gapMs * 1000);
      }
    });
  }

  /**
   * The machine dies on this CPU: some lines while the others still run, then these are stopped, some more lines, the
   * scheme's own crash flush, and nothing after it.
   */
  *panic(context: Context, lines: { before: number; after: number }): Code {
    const { machine } = this;
    machine.panicCpu = context.cpu;
    context.irqsOff();
    for (let line = 0; line < lines.before; line++) yield* this.printk(context);
    for (const cpu of machine.cpus) if (cpu !== context.cpu) cpu.stop();
    for (let line = 0; line < lines.after; line++) yield* this.printk(context);
    yield* this.scheme.panicFlush(context);
    this.figures.set("panicDoneMs", machine.nowUs / 1000);
    machine.halt();
  }

  // What schemes are written with.

  isPanicElsewhere(context: Context): boolean {
    return this.machine.panicCpu !== undefined && this.machine.panicCpu !== context.cpu;
  }

  get isPanicking(): boolean {
    return this.machine.panicCpu !== undefined;
  }

  isBehind(console: LabConsole): boolean {
    if (this.exclusive !== undefined && console !== this.exclusive.console) return false;
    return !console.isSuspended && console.seq < this.ring.readableEnd;
  }

  /** Shows a new console what there is before the others get anything more. */
  replayOn(console: LabConsole): void {
    this.consoles.push(console);
    this.exclusive = { console, endSeq: this.ring.nextSeq };
  }

  /** Whether any console has something to write. */
  get hasPending(): boolean {
    return this.consoles.some((console) => this.isBehind(console));
  }

  /**
   * Writes the next record on every console that is behind. The caller owns the console lock and has masked
   * interrupts. The record counts as taken before it is written, as in the kernel until 5.19: whoever is stopped half
   * way leaves it torn.
   */
  *writeRecord(context: Context): Code {
    for (const console of this.consoles) {
      if (!this.isBehind(console)) continue;
      console.catchUp(this.ring.oldestSeq);
      const seq = console.seq++;
      console.partialSeq = seq;
      context.isWriting = true;
      yield RECORD_OVERHEAD_US + console.recordUs - console.fifoUs;
      context.isWriting = false;
      this.completed(console, seq, context, false);
    }
    if (this.exclusive !== undefined && this.exclusive.console.seq >= this.exclusive.endSeq)
      this.exclusive = undefined;
  }

  completed(console: LabConsole, seq: number, context: Context, isReplay: boolean): void {
    if (this.params.petsWatchdog) {
      context.cpu.irqsMasked.pet();
      context.cpu.unschedulable.pet();
    }
    this.notePrinting(context);
    this.arrived(console, seq, isReplay);
    this.onRecordWritten?.();
  }

  /** The last character of a record is on the line. */
  arrived(console: LabConsole, seq: number, isReplay: boolean): void {
    console.completed(seq, this.ring.storedUs(seq), this.machine.nowUs, isReplay);
    this.noteLevel();
  }

  /** Called after each record, still in the driver: a console that logs while it writes. */
  onRecordWritten: (() => void) | undefined;

  beginPrinting(context: Context): void {
    this.printingSinceUs.set(context, this.machine.nowUs);
    this.machine.trace?.owner(context, this.machine.nowUs);
  }

  endPrinting(context: Context): void {
    this.notePrinting(context);
    this.printingSinceUs.delete(context);
    this.machine.trace?.owner(undefined, this.machine.nowUs);
  }

  noteHandoff(from: Context, to: Context): void {
    this.counters.handoffs++;
    this.machine.trace?.handedOff(from, to, this.machine.nowUs);
  }

  /** Adds one to a figure of the scenario. */
  count(figure: string): void {
    this.figures.set(figure, (this.figures.get(figure) ?? 0) + 1);
  }

  noteSemWait(us: number): void {
    this.counters.semWaitMaxUs = Math.max(this.counters.semWaitMaxUs, us);
  }

  /** A thread that does `work` while there is something to write, and once each time it is woken. */
  kthread(
    name: string,
    options: TaskOptions,
    work: (task: Task) => Code,
    mayRun = (): boolean => true,
  ): Task {
    const lab = this;
    return this.machine.task(name, { ...options, isKthread: true }, function* (task) {
      for (;;) {
        if (!lab.hasPending) yield BLOCK;
        while (!mayRun()) yield BLOCK;
        yield* work(task);
      }
    });
  }

  private notePrinting(context: Context): void {
    const sinceUs = this.printingSinceUs.get(context);
    if (sinceUs === undefined || context.cpu.isStopped) return;
    const heldUs = this.machine.nowUs - Math.max(sinceUs, context.cpu.unschedulable.startUs);
    this.counters.maxHoldUs = Math.max(this.counters.maxHoldUs, heldUs);
  }

  private noteLevel(): void {
    this.machine.trace?.level(this.ring.nextSeq - this.consoles[0]!.seq, this.machine.nowUs);
  }

  private closeConsole(console: LabConsole): void {
    console.catchUp(this.ring.oldestSeq);
    if (console.seq < this.ring.nextSeq)
      console.maxLatencyUs = Math.max(
        console.maxLatencyUs,
        this.machine.nowUs - this.ring.storedUs(console.seq),
      );
  }
}

/** Finding and formatting a record, as opposed to writing it. */
const RECORD_OVERHEAD_US = 1;
