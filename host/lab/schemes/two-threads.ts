import type { Lab } from "../lab.ts";
import type { Context, Task } from "../machine/context.ts";
import type { SchemeEntry } from "../scheme.ts";
import { Relay } from "./relay.ts";

export const twoThreads: SchemeEntry = {
  name: "two-threads",
  summary:
    "Steven's second idea of 9 November 2017: two threads bounce the lock, one prints while the other reschedules",
  traits: ["sem", "waiter", "thread", "budget"],
  create: (lab) => new TwoThreads(lab),
};

class TwoThreads extends Relay {
  private readonly threads: readonly Task[];

  constructor(lab: Lab) {
    super(lab);
    const lastCpu = lab.params.cpus - 1;
    this.threads = ["A", "B"].map((name, index) =>
      lab.kthread(`printk_${name}`, { cpu: Math.max(0, lastCpu - index) }, (task) => this.work(task)),
    );
  }

  /** Whoever of the two has the lock sees to it that the other is coming to take it. */
  protected override gotLock(thread: Task): void {
    this.wake(this.threads.find((other) => other !== thread)!, thread);
  }

  protected relief(context: Context): Task | undefined {
    return this.threads.includes(context as Task) ? undefined : this.threads[0];
  }

  protected mustPause(): boolean {
    return false;
  }
}
