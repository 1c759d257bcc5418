import type { Lab } from "../lab.ts";
import { COND_RESCHED, type Code } from "../machine/code.ts";
import type { Context } from "../machine/context.ts";
import type { SchemeEntry } from "../scheme.ts";
import { Handoff } from "./handoff.ts";
import { SemScheme } from "./sem-scheme.ts";

export const ownerWaiter: SchemeEntry = {
  name: "owner-waiter",
  summary: "4.16, Steven Rostedt: the next printk waits for the owner's record and takes the lock over",
  traits: ["sem", "waiter"],
  create: (lab) => new OwnerWaiter(lab),
};

class OwnerWaiter extends SemScheme {
  private readonly handoff: Handoff;

  constructor(lab: Lab) {
    super(lab);
    this.handoff = new Handoff(lab, this.sem);
  }

  *printk(context: Context): Code {
    if (this.deferFromNmi(context)) return;
    yield* this.withoutPreemption(context, this.tryToFlush(context));
  }

  private *tryToFlush(context: Context): Code {
    if (yield* this.handoff.tryLockSpinning(context)) yield* this.flushAndUp(context, false);
  }

  protected *flushAndUp(context: Context, maySleep: boolean): Code {
    const { lab, sem } = this;
    do {
      lab.beginPrinting(context);
      while (lab.hasPending) {
        const isHandedOff = yield* this.handoff.writeAsOwner(context);
        if (isHandedOff) return lab.endPrinting(context);
        if (lab.params.fair && sem.sleepers.length > 0) break;
        if (maySleep) yield COND_RESCHED;
      }
      lab.endPrinting(context);
      sem.up(context);
    } while (lab.hasPending && this.handoff.tryLock());
  }
}
