/**
 * The right to write to one console: the baton.
 *
 * One context owns it and at most one more waits for it. The owner keeps it while a record is half on the wire, over
 * many turns of the event loop if need be, and passes it on at a record boundary: straight to the waiter, never
 * released in between (HANDOFF). While the owner is inside the driver the lock is unsafe: its bytes may or may not
 * have left. Outside, whoever has a higher priority may take the lock over at any byte (TAKEOVER); inside, only a
 * panic may, and then the record is written again from its start.
 *
 * Every method is one expression: nothing can come between its test and its store (ONE-EXPRESSION). Between two
 * calls anything may happen, so an owner asks again whenever it is about to change something (STILL-OWNER).
 *
 * Source: "printk: Add console owner and waiter logic to load balance console writes", Linux 4.16, for owner, waiter
 * and handoff; kernel/printk/nbcon.c, Linux 6.12, for priorities, unsafe regions and takeover.
 */
export class ConsoleLock {
  owner: Owner = NOBODY;
  waiter: Owner = NOBODY;
  isUnsafe = false;
  handoffs = 0;
  takeovers = 0;
  private priority: Priority = NORMAL;

  /** Takes a free lock, or takes it over from an owner of lower priority that is not inside the driver. */
  acquire(who: Owner, priority: Priority): boolean {
    return (
      this.owner === who ||
      ((!this.owner || (priority > this.priority && !this.isUnsafe)) &&
        (this.owner && this.takeovers++, (this.owner = who), (this.priority = priority), true))
    );
  }

  /** Takes the lock whoever has it. Context: panic. @returns whether bytes of the record may be lost. */
  seize(who: Owner): boolean {
    const wasUnsafe = this.isUnsafe;
    this.owner && this.owner !== who && this.takeovers++,
      (this.owner = who),
      (this.priority = PANICKING),
      (this.waiter = NOBODY),
      (this.isUnsafe = false);
    return wasUnsafe;
  }

  /** Becomes the waiter. Refused when the lock is free, one's own, or has a waiter already. */
  tryWait(who: Owner): boolean {
    return !!this.owner && this.owner !== who && !this.waiter && ((this.waiter = who), true);
  }

  /**
   * Passes the lock to the waiter, if there is one. Only at a record boundary.
   *
   * @returns true when the caller has lost the lock.
   */
  handoff(who: Owner): boolean {
    return (
      this.owner === who &&
      !!this.waiter &&
      ((this.owner = this.waiter), (this.waiter = NOBODY), (this.priority = NORMAL), this.handoffs++, true)
    );
  }

  /** Gives the lock up, or passes it to a waiter that came in the last moment. Only at a record boundary. */
  release(who: Owner): void {
    this.handoff(who) || (this.owner === who && ((this.owner = NOBODY), (this.priority = NORMAL)));
  }

  /** Opens the region in which nobody but a panic may take the lock over. @returns false for one who lost it. */
  enterUnsafe(who: Owner): boolean {
    return this.owner === who && (this.isUnsafe = true);
  }
}

/** Who may own a console: any number but 0; each context that writes has its own. */
export type Owner = number;
export const NOBODY: Owner = 0;

export type Priority = typeof NORMAL | typeof EMERGENCY | typeof PANICKING;
export const NORMAL = 0;
export const EMERGENCY = 1;
export const PANICKING = 2;
