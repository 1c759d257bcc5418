import type { Lab } from "../lab.ts";
import { COND_RESCHED, type Code } from "../machine/code.ts";
import type { Context, Task } from "../machine/context.ts";
import type { SchemeEntry } from "../scheme.ts";
import { Budget } from "./budget.ts";
import { Handoff } from "./handoff.ts";
import { SemScheme } from "./sem-scheme.ts";

export const hybrid: SchemeEntry = {
  name: "hybrid",
  summary:
    "Steven's diagram of 9 November 2017: the thread becomes the waiter, and takes the lock back after each handoff",
  traits: ["sem", "waiter", "thread", "budget"],
  create: (lab) => new Hybrid(lab),
};

/** Between a handoff and the new owner's first write nobody is owner; the thread looks again after this time. */
const RETRY_US = 1;

class Hybrid extends SemScheme {
  private readonly handoff: Handoff;
  private readonly budget: Budget;
  private readonly thread: Task;

  constructor(lab: Lab) {
    super(lab);
    this.handoff = new Handoff(lab, this.sem);
    this.budget = new Budget(lab);
    this.thread = lab.kthread("printk_kthread", { cpu: lab.params.cpus - 1 }, (task) => this.work(task));
  }

  *printk(context: Context): Code {
    if (this.deferFromNmi(context)) return;
    context.preemptOff();
    if (yield* this.handoff.tryLockSpinning(context)) yield* this.flushAndUp(context);
    context.preemptOn();
  }

  /** Whoever is over its budget wakes the thread, and prints on until it is there. */
  protected *flushAndUp(context: Context): Code {
    const { lab, sem } = this;
    context.preemptOff();
    this.budget.start(this.handoff.chainSinceUs);
    lab.beginPrinting(context);
    let isHandedOff = false;
    while (lab.hasPending && !isHandedOff && !this.mustPause(context)) {
      isHandedOff = yield* this.handoff.writeAsOwner(context);
      if (!isHandedOff && this.budget.isSpent) this.callThread(context);
    }
    lab.endPrinting(context);
    if (isHandedOff) this.budget.relieved();
    else sem.up(context);
    if (!lab.hasPending) this.budget.finished();
    context.preemptOn();
  }

  /** The thread really gives the lock up now and then, and anybody does for a sleeper if the scheme is fair. */
  private mustPause(context: Context): boolean {
    if (context === this.thread && this.budget.isSpent) return true;
    return this.lab.params.fair && this.sem.sleepers.length > 0;
  }

  private callThread(context: Context): void {
    if (context === this.thread || this.lab.isPanicking) return;
    this.budget.asked(this.lab.machine.wake(this.thread, context, this.budget.excludedCpu(context)));
  }

  private *work(thread: Task): Code {
    if (yield* this.handoff.tryLockSpinning(thread)) yield* this.flushAndUp(thread);
    else yield RETRY_US;
    yield COND_RESCHED;
  }
}
