import { type Code, spin } from "./code.ts";
import type { Context } from "./context.ts";
import { Signal } from "./signal.ts";

/** A raw spinlock. The caller masks interrupts where the lock is taken in interrupts too. */
export class Spinlock {
  owner: Context | undefined;
  private readonly released = new Signal();

  *lock(context: Context): Code {
    while (!this.tryLock(context)) yield spin(this.released, () => this.owner === undefined);
  }

  tryLock(context: Context): boolean {
    if (this.owner !== undefined) return false;
    this.owner = context;
    return true;
  }

  unlock(): void {
    this.owner = undefined;
    this.released.fire();
  }
}
