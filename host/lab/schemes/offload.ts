import type { Lab } from "../lab.ts";
import { COND_RESCHED, type Code, POINT, spin } from "../machine/code.ts";
import type { Context, Task } from "../machine/context.ts";
import { Signal } from "../machine/signal.ts";
import type { SchemeEntry } from "../scheme.ts";
import { BudgetedScheme } from "./budgeted-scheme.ts";

export const offload: SchemeEntry = {
  name: "offload",
  summary:
    "Sergey Senozhatsky's printk_kthread, 2016 to 2017: tasks leave printing to a thread, the rest within a budget",
  traits: ["sem", "thread", "budget", "emergency"],
  create: (lab) => new Offload(lab),
};

/**
 * The thread never sleeps while it owns the lock: preemption is off from the lock to the real `up()`. A context over
 * its budget prints on until the thread has lined up for the lock, so that printing never pauses; if the thread was
 * queued behind that very context, it never comes.
 */
class Offload extends BudgetedScheme {
  private readonly thread: Task;
  private emergencies = 0;
  private isThreadPrinting = false;
  private readonly threadPaused = new Signal();

  constructor(lab: Lab) {
    super(lab);
    const lastCpu = lab.params.cpus - 1;
    this.thread = lab.kthread("printk_kthread", { cpu: lastCpu }, (task) => this.work(task), this.mayOffload);
  }

  *printk(context: Context): Code {
    if (this.deferFromNmi(context)) return;
    if (context.isSchedulable && this.mayOffload()) this.wakeThread(context);
    else if (this.sem.tryDown()) yield* this.flushAndUp(context);
  }

  *emergencyBegin(context: Context): Code {
    this.emergencies++;
    yield spin(this.threadPaused, () => !this.isThreadPrinting || context.cpu === this.thread.cpu);
  }

  *emergencyEnd(context: Context): Code {
    this.emergencies--;
    if (this.lab.hasPending) this.wakeThread(context);
    yield POINT;
  }

  protected *flushAndUp(context: Context): Code {
    context.preemptOff();
    do yield* this.flushOnce(context);
    while (this.mayGoOn(context) && this.sem.tryDown());
    context.preemptOn();
  }

  /** Whether this context may stop here: the thread pauses at once, others when the thread waits for the lock. */
  protected isRelieved(context: Context): boolean {
    if (context === this.thread) return this.budget.isSpent || this.emergencies > 0;
    if (!this.budget.isSpent || !this.mayOffload()) return false;
    this.budget.asked(this.wakeThread(context));
    if (!this.sem.sleepers.includes(this.thread)) return false;
    this.budget.relieved();
    return true;
  }

  /** Records that came between the last look and the `up()` are the former owner's, unless the thread has the lock. */
  private mayGoOn(context: Context): boolean {
    return context !== this.thread && this.lab.hasPending && this.sem.isFree && !this.budget.isSpent;
  }

  private *work(thread: Task): Code {
    yield* this.sem.down(thread);
    this.isThreadPrinting = true;
    yield* this.flushAndUp(thread);
    this.isThreadPrinting = false;
    this.threadPaused.fire();
    yield COND_RESCHED;
  }

  private readonly mayOffload = (): boolean => this.emergencies === 0 && !this.lab.isPanicking;

  private wakeThread(context: Context): boolean {
    return this.lab.machine.wake(this.thread, context, this.budget.excludedCpu(context));
  }
}
