import type { Lab } from "../lab.ts";
import { COND_RESCHED, type Code } from "../machine/code.ts";
import type { Context, Task } from "../machine/context.ts";
import { Budget } from "./budget.ts";
import { Handoff } from "./handoff.ts";
import { SemScheme } from "./sem-scheme.ts";

/** Between a handoff and the new owner's first write nobody is owner; a thread looks again after this time. */
const RETRY_US = 1;

/**
 * Handoffs between printk callers and threads: whoever is over its budget calls a thread, and prints on until that
 * is there to take over.
 */
export abstract class Relay extends SemScheme {
  protected readonly budget: Budget;
  private readonly handoff: Handoff;

  constructor(lab: Lab) {
    super(lab);
    this.handoff = new Handoff(lab, this.sem);
    this.budget = new Budget(lab);
  }

  /** The thread that relieves `context`, or undefined for a context that needs no relief. */
  protected abstract relief(context: Context): Task | undefined;

  /** Whether the owner, a thread, has to give the lock up for real. */
  protected abstract mustPause(context: Context): boolean;

  /** What a thread does on getting the lock. */
  protected gotLock(_thread: Task): void {}

  *printk(context: Context): Code {
    if (this.deferFromNmi(context)) return;
    yield* this.withoutPreemption(context, this.tryToFlush(context));
  }

  protected *flushAndUp(context: Context): Code {
    const { lab, sem } = this;
    context.preemptOff();
    this.budget.start(this.handoff.chainSinceUs);
    lab.beginPrinting(context);
    let isHandedOff = false;
    while (lab.hasPending && !isHandedOff && !this.isUnfair && !this.mustPause(context)) {
      isHandedOff = yield* this.handoff.writeAsOwner(context);
      if (this.budget.isSpent) this.callRelief(context);
    }
    lab.endPrinting(context);
    if (isHandedOff) this.budget.relieved();
    else sem.up(context);
    if (!lab.hasPending) this.budget.finished();
    context.preemptOn();
  }

  /** One round of a thread: take the lock back if it can be had, and let others run. */
  protected *work(thread: Task): Code {
    if (yield* this.handoff.tryLockSpinning(thread)) {
      this.gotLock(thread);
      yield* this.flushAndUp(thread);
    } else {
      yield RETRY_US;
    }
    yield COND_RESCHED;
  }

  protected wake(thread: Task, waker: Context): boolean {
    return this.lab.machine.wake(thread, waker, this.budget.excludedCpu(waker));
  }

  private *tryToFlush(context: Context): Code {
    if (yield* this.handoff.tryLockSpinning(context)) yield* this.flushAndUp(context);
  }

  private callRelief(context: Context): void {
    const thread = this.lab.isPanicking ? undefined : this.relief(context);
    if (thread !== undefined) this.budget.asked(this.wake(thread, context));
  }

  private get isUnfair(): boolean {
    return this.lab.params.fair && this.sem.sleepers.length > 0;
  }
}
