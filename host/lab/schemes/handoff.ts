import type { Lab } from "../lab.ts";
import { type Code, POINT, spin } from "../machine/code.ts";
import type { Context } from "../machine/context.ts";
import type { Semaphore } from "../machine/semaphore.ts";
import { Signal } from "../machine/signal.ts";

/**
 * The console owner and waiter of 4.16. Three variables: the semaphore, the owner (set only while a context is inside
 * the driver, with interrupts masked) and the one waiter. The semaphore stays taken through a chain of handoffs.
 *
 * Source: "printk: Add console owner and waiter logic to load balance console writes", commit dbdda842fe96.
 */
export class Handoff {
  private owner: Context | undefined;
  private waiter: Context | undefined;
  /** When the semaphore was last taken while it was free: the beginning of the present chain. */
  chainSinceUs = 0;
  private readonly handedOff = new Signal();
  private readonly lab: Lab;
  private readonly sem: Semaphore;

  constructor(lab: Lab, sem: Semaphore) {
    this.lab = lab;
    this.sem = sem;
  }

  tryLock(): boolean {
    if (!this.sem.tryDown()) return false;
    this.chainSinceUs = this.lab.machine.nowUs;
    return true;
  }

  /** `console_trylock_spinning()`: takes the lock, or waits for the owner's present record if nobody else does. */
  *tryLockSpinning(context: Context): Code<boolean> {
    if (this.tryLock()) return true;
    if (!this.mayWaitFor(this.owner, context)) return false;
    context.irqsOff();
    this.waiter = context;
    yield spin(this.handedOff, () => this.waiter !== context);
    context.irqsOn();
    yield POINT;
    return true;
  }

  /** Writes one record as the owner. @returns true when the lock now belongs to the waiter. */
  *writeAsOwner(context: Context): Code<boolean> {
    context.irqsOff();
    this.owner = context;
    yield* this.lab.writeRecord(context);
    this.owner = undefined;
    const isHandedOff = this.handOver(context);
    context.irqsOn();
    yield POINT;
    return isHandedOff;
  }

  private mayWaitFor(owner: Context | undefined, context: Context): boolean {
    const { params, isPanicking } = this.lab;
    if (isPanicking && !params.spinInPanic) return false;
    if (params.fair && this.sem.sleepers.length > 0) return false;
    return this.waiter === undefined && owner !== undefined && owner !== context;
  }

  private handOver(from: Context): boolean {
    const to = this.waiter;
    if (to === undefined) return false;
    this.waiter = undefined;
    this.lab.noteHandoff(from, to);
    this.handedOff.fire();
    return true;
  }
}
