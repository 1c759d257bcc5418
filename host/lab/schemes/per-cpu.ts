import type { Lab } from "../lab.ts";
import { COND_RESCHED, type Code } from "../machine/code.ts";
import type { Context, Task } from "../machine/context.ts";
import type { SchemeEntry } from "../scheme.ts";
import { BudgetedScheme } from "./budgeted-scheme.ts";

export const perCpu: SchemeEntry = {
  name: "per-cpu",
  summary:
    'Sergey\'s SMP series, mid 2017 ("probably too far"): a bound thread on each CPU, the remote ones are woken',
  traits: ["sem", "thread", "budget"],
  create: (lab) => new PerCpu(lab),
};

/** All remote threads are woken, all but one sleep on the semaphore, and each in turn prints for one budget. */
class PerCpu extends BudgetedScheme {
  private readonly threads: readonly Task[];

  constructor(lab: Lab) {
    super(lab);
    this.threads = lab.machine.cpus.map(({ id }) =>
      lab.kthread(`printk/${id}`, { cpu: id, allowed: [id] }, (task) => this.work(task)),
    );
  }

  *printk(context: Context): Code {
    if (this.deferFromNmi(context)) return;
    if (context.isSchedulable && this.wakeRemote(context)) return;
    if (this.sem.tryDown()) yield* this.flushAndUp(context);
  }

  protected *flushAndUp(context: Context): Code {
    context.preemptOff();
    do yield* this.flushOnce(context);
    while (!this.isThread(context) && this.lab.hasPending && this.sem.tryDown());
    context.preemptOn();
  }

  protected isRelieved(context: Context): boolean {
    if (!this.budget.isSpent || this.lab.isPanicking) return false;
    if (this.isThread(context)) return true;
    this.budget.asked(this.wakeRemote(context));
    if (!this.sem.sleepers.some((task) => this.isThread(task))) return false;
    this.budget.relieved();
    return true;
  }

  /** @returns whether there is any remote thread on its way. */
  private wakeRemote(context: Context): boolean {
    const remote = this.threads.filter((thread) => thread.cpu !== context.cpu);
    for (const thread of remote) this.lab.machine.wake(thread, context);
    return remote.length > 0 && !this.lab.isPanicking;
  }

  private isThread(context: Context): boolean {
    return this.threads.includes(context as Task);
  }

  private *work(thread: Task): Code {
    yield* this.sem.down(thread);
    yield* this.flushAndUp(thread);
    yield COND_RESCHED;
  }
}
