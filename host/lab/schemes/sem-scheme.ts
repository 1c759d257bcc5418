import type { Lab } from "../lab.ts";
import type { LabConsole } from "../lab-console.ts";
import type { Code } from "../machine/code.ts";
import type { Context, Task } from "../machine/context.ts";
import { Semaphore } from "../machine/semaphore.ts";
import type { Scheme } from "../scheme.ts";

/**
 * What all schemes around `console_sem` share: the sleeping lock itself, the way around it in a panic, consoles that
 * come and go. How a record gets printed is up to each.
 */
export abstract class SemScheme implements Scheme {
  protected readonly lab: Lab;
  protected readonly sem: Semaphore;

  constructor(lab: Lab) {
    this.lab = lab;
    this.sem = new Semaphore(lab.machine);
  }

  abstract printk(context: Context): Code;

  /** Prints what is pending and gives the lock up, in that order. The caller owns the lock. */
  protected abstract flushAndUp(context: Context, maySleep: boolean): Code;

  *consoleLock(task: Task): Code {
    yield* this.sem.down(task);
  }

  *consoleUnlock(task: Task): Code {
    yield* this.flushAndUp(task, true);
  }

  /** `console_flush_on_panic()`: takes no lock, for its owner may be one of the CPUs that were stopped. */
  *panicFlush(context: Context): Code {
    this.lab.beginPrinting(context);
    while (this.lab.hasPending) yield* this.lab.writeRecord(context);
    this.lab.endPrinting(context);
  }

  *register(task: Task, console: LabConsole): Code {
    yield* this.consoleLock(task);
    this.lab.replayOn(console);
    yield* this.consoleUnlock(task);
  }

  *resume(task: Task): Code {
    yield* this.consoleLock(task);
    for (const console of this.lab.consoles) console.isSuspended = false;
    yield* this.consoleUnlock(task);
  }

  close(): void {
    this.sem.close();
    this.lab.noteSemWait(this.sem.waitMaxUs);
  }

  /** A new owner that is preempted before it prints takes the lock along; printk prevents it, unless told not to. */
  protected *withoutPreemption(context: Context, code: Code): Code {
    const isOff = this.lab.params.preemptOffInPrintk;
    if (isOff) context.preemptOff();
    yield* code;
    if (isOff) context.preemptOn();
  }

  /** In an NMI nothing is tried: an interrupt that follows at once does it. @returns true when that was arranged. */
  protected deferFromNmi(context: Context): boolean {
    if (context.kind !== "nmi") return false;
    context.cpu.interrupt("hardirq", "irq_work", (irq) => this.printk(irq));
    return true;
  }
}
