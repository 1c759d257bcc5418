import { BLOCK, COND_RESCHED, type Code, POINT, type Sleep, type Spin } from "./code.ts";
import { Context, type ContextKind, type Task } from "./context.ts";
import { Stretch } from "./detectors.ts";
import type { Machine } from "./machine.ts";

/** The scheduler's tick, CONFIG_HZ=250. */
const TICK_US = 4000;
/** A task that waits for less has its data in the cache of its CPU, and stays there. */
const CACHE_HOT_US = 500;
/** Steps without time passing after which simulated code is taken for an endless loop. */
const IDLE_STEPS_MAX = 100_000;

type InterruptKind = Exclude<ContextKind, "task">;

interface Interrupt {
  readonly name: string;
  readonly code: (context: Context) => Code<unknown>;
}

/** One CPU: a task or nothing at the bottom, nested interrupts on top, and a run queue of its own. */
export class Cpu {
  readonly id: number;
  readonly machine: Machine;
  readonly runqueue: Task[] = [];
  /** The context inside the scheduler with this CPU's run queue locked, if any. */
  runqueueLockedBy: Context | undefined;
  isStopped = false;
  task: Task | undefined;
  switches = 0;
  wakeups = 0;
  spinUs = 0;
  /** For how long the scheduler could not have run another task, and interrupts could not have come in. */
  readonly unschedulable: Stretch;
  readonly irqsMasked: Stretch;

  private readonly nested: Context[] = [];
  private readonly pending: Record<InterruptKind, Interrupt[]> = { nmi: [], hardirq: [], softirq: [] };
  private active: Context | undefined;
  private activeSinceUs = 0;
  private generation = 0;
  private isKicked = false;
  private needsResched = false;
  private wasIdle = true;
  private isTickArmed = false;
  private isTickPending = false;

  constructor(machine: Machine, id: number) {
    this.machine = machine;
    this.id = id;
    this.unschedulable = new Stretch(machine, id, machine.detectors.unschedulable);
    this.irqsMasked = new Stretch(machine, id, machine.detectors.irqsMasked);
  }

  get top(): Context | undefined {
    return this.nested[this.nested.length - 1] ?? this.task;
  }

  get isIdle(): boolean {
    return this.top === undefined && this.runqueue.length === 0;
  }

  get areIrqsOff(): boolean {
    const top = this.top;
    if (top === undefined) return false;
    return top.kind === "hardirq" || top.kind === "nmi" || top.irqsOffDepth > 0 || top.isDeadlocked;
  }

  interrupt(kind: InterruptKind, name: string, code: (context: Context) => Code<unknown>): void {
    this.pending[kind].push({ name, code });
    this.kick();
  }

  enqueue(task: Task): void {
    task.state = "runnable";
    task.cpu = this;
    this.wakeups++;
    task.queuedAtUs = this.machine.nowUs;
    this.runqueue.push(task);
    if (this.task === undefined || task.priority > this.task.priority) this.needsResched = true;
    this.armTick();
    this.kick();
  }

  stop(): void {
    this.suspend();
    this.isStopped = true;
  }

  /** Looks again, at this very microsecond, at what this CPU should be doing. */
  kick(): void {
    if (this.isKicked || this.isStopped) return;
    this.isKicked = true;
    this.machine.events.schedule(this.machine.nowUs, () => {
      this.isKicked = false;
      this.advance();
    });
  }

  /** Notes whether this CPU could be scheduled and interrupted from this moment on. */
  observe(): void {
    if (this.isStopped) return;
    this.irqsMasked.set(this.areIrqsOff);
    this.unschedulable.set(this.top?.isSchedulable === false);
  }

  /** The time up to this moment goes to the context that had the CPU. */
  suspend(): void {
    const context = this.active;
    if (context === undefined) return;
    const elapsedUs = this.machine.nowUs - this.activeSinceUs;
    this.active = undefined;
    this.generation++;
    if (elapsedUs > 0) this.machine.trace?.ran(context, this.activeSinceUs, this.machine.nowUs);
    if (context.spin === undefined) {
      context.busyLeftUs -= elapsedUs;
    } else {
      context.spinLeftUs -= elapsedUs;
      if (!context.isWriting) this.spinUs += elapsedUs;
    }
  }

  private advance(): void {
    if (this.isStopped) return;
    this.suspend();
    for (let steps = 0; steps < IDLE_STEPS_MAX; steps++) {
      this.deliverInterrupts();
      this.preemptIfDue();
      const context = this.top ?? this.pickTask() ?? this.pullTask();
      this.observe();
      if (context === undefined) return;
      if (this.continueIn(context)) return;
      this.step(context);
      if (this.isStopped) return;
    }
    throw new Error(`cpu${this.id} makes no progress in ${this.top?.name}`);
  }

  /** @returns true when the context now spends time, and the CPU has nothing to decide until it has passed. */
  private continueIn(context: Context): boolean {
    if (context.isDeadlocked) return this.spend(context, Infinity);
    if (context.busyLeftUs > 0) return this.spend(context, context.busyLeftUs);
    const { spin } = context;
    if (spin === undefined) return false;
    if (spin.until() || context.spinLeftUs <= 0) {
      context.spin = undefined;
      return false;
    }
    spin.on.listen(this);
    return this.spend(context, context.spinLeftUs);
  }

  private spend(context: Context, us: number): boolean {
    this.active = context;
    this.activeSinceUs = this.machine.nowUs;
    const generation = ++this.generation;
    if (us !== Infinity)
      this.machine.events.schedule(this.machine.nowUs + us, () => {
        if (generation === this.generation) this.advance();
      });
    return true;
  }

  private step(context: Context): void {
    const { value, done } = context.next();
    if (done) this.finish(context);
    else if (typeof value === "number") context.busyLeftUs = value;
    else if (value === BLOCK) this.block(context as Task);
    else if (value === COND_RESCHED) this.condResched(context as Task);
    else if (value !== POINT) this.begin(context, value as Spin | Sleep);
  }

  private begin(context: Context, op: Spin | Sleep): void {
    if (op.kind === "sleep") {
      this.block(context as Task);
      this.machine.wakeAt(this.machine.nowUs + (op as Sleep).us, context as Task);
    } else {
      context.spin = op;
      context.spinLeftUs = op.timeoutUs;
    }
  }

  private finish(context: Context): void {
    if (context.isTask) {
      (context as Task).state = "done";
      this.task = undefined;
    } else {
      this.nested.pop();
    }
  }

  private block(task: Task): void {
    task.state = "blocked";
    this.task = undefined;
  }

  private condResched(task: Task): void {
    if (task.preemptOffDepth > 0 || task.irqsOffDepth > 0) return;
    this.unschedulable.set(false);
    if (this.hasRival(task)) this.putBack(task);
  }

  private preemptIfDue(): void {
    if (this.isTickPending && !this.areIrqsOff) {
      this.isTickPending = false;
      if (this.task !== undefined && this.hasRival(this.task)) this.needsResched = true;
      this.armTick();
    }
    if (!this.needsResched || this.nested.length > 0) return;
    if (this.task === undefined || !this.task.isSchedulable) return;
    this.needsResched = false;
    if (this.hasRival(this.task)) this.putBack(this.task);
  }

  private putBack(task: Task): void {
    task.state = "runnable";
    task.queuedAtUs = this.machine.nowUs;
    this.runqueue.push(task);
    this.task = undefined;
  }

  private hasRival(task: Task): boolean {
    return this.runqueue.some((other) => other.priority >= task.priority);
  }

  private pickTask(): Task | undefined {
    if (this.runqueue.length === 0) return undefined;
    let best = 0;
    for (let index = 1; index < this.runqueue.length; index++)
      if (this.runqueue[index]!.priority > this.runqueue[best]!.priority) best = index;
    const task = this.runqueue.splice(best, 1)[0]!;
    task.state = "running";
    this.task = task;
    this.needsResched = false;
    this.switches++;
    this.wasIdle = false;
    this.armTick();
    return task;
  }

  /**
   * A CPU that runs out of work takes a task that waits elsewhere. One that is idle already does not look: it has no
   * tick. Source: kernel/sched/fair.c, sched_balance_newidle() and sysctl_sched_migration_cost.
   */
  private pullTask(): Task | undefined {
    if (this.wasIdle) return undefined;
    this.wasIdle = true;
    for (const { runqueue } of this.machine.cpus) {
      const index = runqueue.findIndex((task) => this.mayPull(task));
      if (index < 0) continue;
      const task = runqueue.splice(index, 1)[0]!;
      task.cpu = this;
      this.runqueue.push(task);
      return this.pickTask();
    }
    return undefined;
  }

  private mayPull(task: Task): boolean {
    const isCold = this.machine.nowUs - task.queuedAtUs >= CACHE_HOT_US;
    return isCold && this.machine.isAllowed(task, this);
  }

  private deliverInterrupts(): void {
    const kind = this.top?.kind;
    if (this.pending.nmi.length > 0 && kind !== "nmi") this.nest("nmi");
    else if (this.pending.hardirq.length > 0 && !this.areIrqsOff) this.nest("hardirq");
    else if (this.pending.softirq.length > 0 && !this.areIrqsOff && kind !== "softirq") this.nest("softirq");
  }

  private nest(kind: InterruptKind): void {
    const { name, code } = this.pending[kind].shift()!;
    const context = new Context(name, kind, this);
    context.run(code(context));
    this.nested.push(context);
  }

  /** The tick is only needed while somebody waits for the CPU. */
  private armTick(): void {
    if (this.isTickArmed || this.isTickPending || this.runqueue.length === 0) return;
    this.isTickArmed = true;
    const atUs = (Math.floor(this.machine.nowUs / TICK_US) + 1) * TICK_US;
    this.machine.events.schedule(atUs, () => {
      this.isTickArmed = false;
      this.isTickPending = true;
      this.kick();
    });
  }
}
