import type { Lab } from "../lab.ts";
import type { LabConsole } from "../lab-console.ts";
import { COND_RESCHED, type Code, POINT, spin } from "../machine/code.ts";
import type { Context, Task } from "../machine/context.ts";
import { Semaphore } from "../machine/semaphore.ts";
import { Signal } from "../machine/signal.ts";
import type { Scheme, SchemeEntry } from "../scheme.ts";

const traits = ["thread", "emergency", "lockless-ring", "priorities"] as const;

export const nbcon612: SchemeEntry = {
  name: "nbcon-6.12",
  summary:
    "John Ogness, 6.12: a thread per console and priorities; an emergency keeps the console for its whole flush",
  traits,
  create: (lab) => new Nbcon(lab, { releasesPerRecord: false, blocksThreads: false, wakesInSuspend: true }),
};

export const nbcon619: SchemeEntry = {
  name: "nbcon-6.19",
  summary: "6.19: an emergency gives the console up after each record, and threads stay away meanwhile",
  traits,
  create: (lab) => new Nbcon(lab, { releasesPerRecord: true, blocksThreads: true, wakesInSuspend: false }),
};

interface NbconOptions {
  readonly releasesPerRecord: boolean;
  readonly blocksThreads: boolean;
  readonly wakesInSuspend: boolean;
}

const NORMAL = 1;
const EMERGENCY = 2;
const PANIC = 3;

/** How long an emergency waits for an owner of the same or a higher priority, in microseconds (kernel/printk/nbcon.c). */
const TAKEOVER_WAIT_US = 2000;

/** From the release of one record to the next acquisition. */
const GAP_US = 1;

/** One console: its owner, and the thread that prints on it. */
interface Port {
  readonly console: LabConsole;
  readonly thread: Task;
  readonly changed: Signal;
  owner: Context | undefined;
  priority: number;
  /** The last record somebody began to write; whoever begins it again marks it as a replay. */
  begunSeq: number;
}

class Nbcon implements Scheme {
  private readonly lab: Lab;
  private readonly options: NbconOptions;
  private readonly ports: Port[] = [];
  private readonly sem: Semaphore;
  private readonly emergencies = new Map<number, number>();

  constructor(lab: Lab, options: NbconOptions) {
    this.lab = lab;
    this.options = options;
    this.sem = new Semaphore(lab.machine);
    for (const console of lab.consoles) this.addPort(console);
  }

  *printk(context: Context): Code {
    if (this.lab.isPanicking) yield* this.flushAll(context, PANIC);
    else if (this.isInEmergency(context)) yield* this.flushAll(context, EMERGENCY);
    else this.wakeThreads(context);
  }

  *emergencyBegin(context: Context): Code {
    const { id } = context.cpu;
    this.emergencies.set(id, (this.emergencies.get(id) ?? 0) + 1);
    yield POINT;
  }

  *emergencyEnd(context: Context): Code {
    const { id } = context.cpu;
    this.emergencies.set(id, this.emergencies.get(id)! - 1);
    this.wakeThreads(context);
    yield POINT;
  }

  *consoleLock(task: Task): Code {
    yield* this.sem.down(task);
  }

  *consoleUnlock(task: Task): Code {
    this.sem.up(task);
    yield POINT;
  }

  *panicFlush(context: Context): Code {
    yield* this.flushAll(context, PANIC);
  }

  /** `pr_flush()`: waits until the threads have written what is stored by now. */
  *flushBeforeReset(): Code {
    const end = this.lab.ring.nextSeq;
    for (const { console, changed } of this.ports) yield spin(changed, () => console.seq >= end);
  }

  *register(task: Task, console: LabConsole): Code {
    this.lab.consoles.push(console);
    this.addPort(console);
    this.wakeThreads(task);
    yield POINT;
  }

  *resume(task: Task): Code {
    for (const { console } of this.ports) console.isSuspended = false;
    this.wakeThreads(task);
    yield POINT;
  }

  close(): void {
    this.sem.close();
    this.lab.noteSemWait(this.sem.waitMaxUs);
  }

  private addPort(console: LabConsole): void {
    const { lab } = this;
    const options = { cpu: lab.params.cpus - 1 };
    const isDue = (): boolean => lab.isBehind(console) && !this.areThreadsBlocked;
    const thread = lab.kthread(`pr/${console.name}`, options, () => this.work(port), isDue);
    const port: Port = {
      console,
      thread,
      changed: new Signal(),
      owner: undefined,
      priority: 0,
      begunSeq: -1,
    };
    this.ports.push(port);
  }

  private get areThreadsBlocked(): boolean {
    if (this.lab.isPanicking) return true;
    return this.options.blocksThreads && [...this.emergencies.values()].some((depth) => depth > 0);
  }

  private isInEmergency(context: Context): boolean {
    return (this.emergencies.get(context.cpu.id) ?? 0) > 0;
  }

  /** Through irq_work, so that no run queue is locked by the caller when it happens. */
  private wakeThreads(context: Context): void {
    const { lab, options } = this;
    const isDue = ({ console, thread }: Port): boolean => {
      if (console.isSuspended && !options.wakesInSuspend) return false;
      return thread.state === "blocked" && console.seq < lab.ring.nextSeq;
    };
    if (!this.ports.some(isDue)) return;
    context.cpu.interrupt(
      "hardirq",
      "irq_work",
      function* (this: Nbcon, irq: Context): Code {
        for (const port of this.ports) {
          if (!isDue(port)) continue;
          if (port.console.isSuspended) lab.count("wakeupsInSuspend");
          lab.machine.wake(port.thread, irq);
        }
        yield POINT;
      }.bind(this),
    );
  }

  /** The thread: one record per acquisition, with the driver's lock held and interrupts masked meanwhile. */
  private *work(port: Port): Code {
    const { thread } = port;
    thread.irqsOff();
    if (this.tryAcquire(port, thread, NORMAL)) {
      this.lab.beginPrinting(thread);
      if (!(yield* this.emitNext(port, thread))) yield* this.reacquire(port, thread);
      this.release(port, thread);
      this.lab.endPrinting(thread);
    } else {
      yield spin(port.changed, () => port.owner === undefined, TAKEOVER_WAIT_US);
    }
    thread.irqsOn();
    yield this.lab.params.condResched ? COND_RESCHED : POINT;
  }

  /** Who lost the console inside the driver waits for it, to leave the hardware as it was found. */
  private *reacquire(port: Port, context: Context): Code {
    while (!this.tryAcquire(port, context, NORMAL)) yield spin(port.changed, () => port.owner === undefined);
  }

  private *flushAll(context: Context, priority: number): Code {
    for (const port of this.ports) yield* this.flush(port, context, priority);
  }

  /** Writes what was stored when the flush began. Context: any. */
  private *flush(port: Port, context: Context, priority: number): Code {
    const end = this.lab.ring.nextSeq;
    const { releasesPerRecord } = this.options;
    context.irqsOff();
    while (port.console.seq < end && (yield* this.acquire(port, context, priority))) {
      this.lab.beginPrinting(context);
      let isOwner = true;
      do isOwner = yield* this.emitNext(port, context);
      while (isOwner && !releasesPerRecord && port.console.seq < end);
      this.release(port, context);
      this.lab.endPrinting(context);
      if (releasesPerRecord) yield* this.letInterruptsIn(context);
    }
    context.irqsOn();
  }

  private *letInterruptsIn(context: Context): Code {
    context.irqsOn();
    yield GAP_US;
    context.irqsOff();
  }

  private *acquire(port: Port, context: Context, priority: number): Code<boolean> {
    if (this.tryAcquire(port, context, priority)) return true;
    yield spin(port.changed, () => port.owner === undefined, TAKEOVER_WAIT_US);
    return this.tryAcquire(port, context, priority);
  }

  /** Takes a free console, or takes it over from an owner of lower priority at the next character. */
  private tryAcquire(port: Port, context: Context, priority: number): boolean {
    if (this.lab.isPanicElsewhere(context)) return false;
    if (port.owner !== undefined && priority <= port.priority) return false;
    port.owner = context;
    port.priority = priority;
    port.changed.fire();
    return true;
  }

  private release(port: Port, context: Context): void {
    if (port.owner !== context) return;
    port.owner = undefined;
    port.priority = 0;
    port.changed.fire();
  }

  /** Writes one record, character by character as long as the console is ours. @returns false when it was lost. */
  private *emitNext(port: Port, context: Context): Code<boolean> {
    const { lab } = this;
    const { console } = port;
    console.catchUp(lab.ring.oldestSeq);
    if (lab.isPanicking) this.skipUncommitted(console);
    if (console.seq >= lab.ring.nextSeq) return true;
    const seq = console.seq;
    const isReplay = port.begunSeq === seq;
    port.begunSeq = seq;
    context.isWriting = true;
    yield spin(port.changed, () => port.owner !== context, console.recordUs);
    context.isWriting = false;
    if (port.owner !== context) return false;
    console.seq = seq + 1;
    lab.completed(console, seq, context, isReplay);
    port.changed.fire();
    return true;
  }

  /** A panic waits for no writer: its record is left out. */
  private skipUncommitted(console: LabConsole): void {
    const { ring } = this.lab;
    while (console.seq < ring.nextSeq && !ring.isCommitted(console.seq)) {
      console.seq++;
      console.dropped++;
    }
  }
}
