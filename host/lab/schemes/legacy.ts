import { COND_RESCHED, type Code, POINT } from "../machine/code.ts";
import type { Context } from "../machine/context.ts";
import type { SchemeEntry } from "../scheme.ts";
import { SemScheme } from "./sem-scheme.ts";

export const legacy: SchemeEntry = {
  name: "legacy",
  summary: "until 4.15: whoever finds the console lock free prints everybody's messages, however many come",
  traits: ["sem"],
  create: (lab) => new Legacy(lab),
};

class Legacy extends SemScheme {
  *printk(context: Context): Code {
    if (this.deferFromNmi(context)) return;
    if (this.sem.tryDown()) yield* this.flushAndUp(context, false);
  }

  protected *flushAndUp(context: Context, maySleep: boolean): Code {
    const { lab } = this;
    do {
      lab.beginPrinting(context);
      while (lab.hasPending) {
        context.irqsOff();
        yield* lab.writeRecord(context);
        context.irqsOn();
        yield maySleep ? COND_RESCHED : POINT;
      }
      lab.endPrinting(context);
      this.sem.up(context);
    } while (lab.hasPending && this.sem.tryDown());
  }
}
