import type { Lab } from "../lab.ts";
import { type Code, POINT } from "../machine/code.ts";
import type { Context } from "../machine/context.ts";
import { Budget } from "./budget.ts";
import { SemScheme } from "./sem-scheme.ts";

/** Schemes in which whoever prints asks after each record whether he has done enough. */
export abstract class BudgetedScheme extends SemScheme {
  protected readonly budget: Budget;

  constructor(lab: Lab) {
    super(lab);
    this.budget = new Budget(lab);
  }

  /** Whether this context may stop here, because others go on. Asked before each record. */
  protected abstract isRelieved(context: Context): boolean;

  /** Prints until nothing is pending or the context is relieved, and ups the semaphore. The caller owns it. */
  protected *flushOnce(context: Context): Code {
    const { lab } = this;
    this.budget.start(lab.machine.nowUs);
    lab.beginPrinting(context);
    while (lab.hasPending && !this.isRelieved(context)) {
      context.irqsOff();
      yield* lab.writeRecord(context);
      context.irqsOn();
      yield POINT;
    }
    if (!lab.hasPending) this.budget.finished();
    lab.endPrinting(context);
    this.sem.up(context);
  }
}
