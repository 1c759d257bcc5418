import type { Lab } from "../lab.ts";
import { COND_RESCHED, type Code } from "../machine/code.ts";
import type { Context, Task } from "../machine/context.ts";
import type { SchemeEntry } from "../scheme.ts";
import { Budget } from "./budget.ts";
import { Handoff } from "./handoff.ts";
import { SemScheme } from "./sem-scheme.ts";

export const twoThreads: SchemeEntry = {
  name: "two-threads",
  summary:
    "Steven's second idea of 9 November 2017: two threads bounce the lock, one prints while the other reschedules",
  traits: ["sem", "waiter", "thread", "budget"],
  create: (lab) => new TwoThreads(lab),
};

/** Between a handoff and the new owner's first write nobody is owner; a thread looks again after this time. */
const RETRY_US = 1;

class TwoThreads extends SemScheme {
  private readonly handoff: Handoff;
  private readonly budget: Budget;
  private readonly threads: readonly Task[];

  constructor(lab: Lab) {
    super(lab);
    this.handoff = new Handoff(lab, this.sem);
    this.budget = new Budget(lab);
    this.threads = ["A", "B"].map((name, index) =>
      lab.kthread(`printk_${name}`, { cpu: Math.max(0, lab.params.cpus - 1 - index) }, (task) =>
        this.work(task),
      ),
    );
  }

  *printk(context: Context): Code {
    if (this.deferFromNmi(context)) return;
    context.preemptOff();
    if (yield* this.handoff.tryLockSpinning(context)) yield* this.flushAndUp(context);
    context.preemptOn();
  }

  protected *flushAndUp(context: Context): Code {
    const { lab, sem } = this;
    context.preemptOff();
    this.budget.start(this.handoff.chainSinceUs);
    lab.beginPrinting(context);
    let isHandedOff = false;
    while (lab.hasPending && !isHandedOff && !(lab.params.fair && sem.sleepers.length > 0)) {
      isHandedOff = yield* this.handoff.writeAsOwner(context);
      if (!isHandedOff && this.budget.isSpent) this.callThread(context);
    }
    lab.endPrinting(context);
    if (isHandedOff) this.budget.relieved();
    else sem.up(context);
    if (!lab.hasPending) this.budget.finished();
    context.preemptOn();
  }

  /** Whoever of the two has the lock sees to it that the other is coming to take it. */
  private *work(thread: Task): Code {
    if (yield* this.handoff.tryLockSpinning(thread)) {
      this.wake(this.threads.find((other) => other !== thread)!, thread);
      yield* this.flushAndUp(thread);
    } else {
      yield RETRY_US;
    }
    yield COND_RESCHED;
  }

  private callThread(context: Context): void {
    if (this.lab.isPanicking || this.threads.includes(context as Task)) return;
    this.budget.asked(this.wake(this.threads[0]!, context));
  }

  private wake(thread: Task, waker: Context): boolean {
    return this.lab.machine.wake(thread, waker, this.budget.excludedCpu(waker));
  }
}
