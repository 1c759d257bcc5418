import type { Lab } from "../lab.ts";
import type { Context, Task } from "../machine/context.ts";
import type { SchemeEntry } from "../scheme.ts";
import { Relay } from "./relay.ts";

export const hybrid: SchemeEntry = {
  name: "hybrid",
  summary:
    "Steven's diagram of 9 November 2017: the thread becomes the waiter, and takes the lock back after each handoff",
  traits: ["sem", "waiter", "thread", "budget"],
  create: (lab) => new Hybrid(lab),
};

class Hybrid extends Relay {
  private readonly thread: Task;

  constructor(lab: Lab) {
    super(lab);
    this.thread = lab.kthread("printk_kthread", { cpu: lab.params.cpus - 1 }, (task) => this.work(task));
  }

  protected relief(context: Context): Task | undefined {
    return context === this.thread ? undefined : this.thread;
  }

  protected mustPause(context: Context): boolean {
    return context === this.thread && this.budget.isSpent;
  }
}
