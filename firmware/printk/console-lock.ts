/**
 * The right to write to one console: the baton.
 *
 * One context owns it and at most one more waits for it. The owner keeps it while a record is half on the wire, over
 * many turns of the event loop if need be, and passes it on at a record boundary: straight to the waiter, never
 * released in between (HANDOFF). While the owner is inside the driver the lock is unsafe: its bytes may or may not
 * have left. Outside, whoever has a higher priority may take the lock over at any byte (TAKEOVER); inside, only a
 * panic may, and then the record is written again from its start.
 *
 * Every function here is one expression: nothing can come between its test and its store (ONE-EXPRESSION). Between two
 * calls anything may happen, so an owner asks again whenever it is about to change something (STILL-OWNER).
 *
 * Source: "printk: Add console owner and waiter logic to load balance console writes", Linux 4.16, for owner, waiter
 * and handoff; kernel/printk/nbcon.c, Linux 6.12, for priorities, unsafe regions and takeover.
 */
export interface ConsoleLock {
  owner: Owner;
  waiter: Owner;
  priority: Priority;
  isUnsafe: boolean;
  handoffCount: number;
  takeoverCount: number;
}

/** Who may own a console: any number but 0; each context that writes has its own. */
export type Owner = number;
export const NOBODY: Owner = 0;
/** Who has the console to himself, and writes texts of his own. */
export const EXCLUSIVE: Owner = 2;

export type Priority = typeof NORMAL | typeof EMERGENCY | typeof PANICKING;
export const NORMAL = 0;
export const EMERGENCY = 1;
export const PANICKING = 2;

/** Takes a free lock, or takes it over from an owner of lower priority that is not inside the driver. */
export function acquire(lock: ConsoleLock, who: Owner, priority: Priority): boolean {
  return (
    lock.owner === who ||
    ((!lock.owner || (priority > lock.priority && !lock.isUnsafe)) &&
      (lock.owner && lock.takeoverCount++, (lock.owner = who), (lock.priority = priority), true))
  );
}

/** Takes the lock whoever has it. What of the text under way has left nobody knows if it is unsafe. Context: panic. */
export function seize(lock: ConsoleLock, who: Owner): void {
  lock.owner && lock.owner !== who && lock.takeoverCount++,
    (lock.owner = who),
    (lock.priority = PANICKING),
    (lock.waiter = NOBODY);
}

/** Becomes the waiter. Refused when the lock is free, one's own, or has a waiter already. */
export function tryWait(lock: ConsoleLock, who: Owner): boolean {
  return !!lock.owner && lock.owner !== who && !lock.waiter && ((lock.waiter = who), true);
}

/**
 * Gives the lock up. The waiter gets it, if there is one, be it that he came in the last moment. Only at a record
 * boundary, unless the owner is dead or leaves the rest to the next.
 *
 * @returns whether the lock was passed to a waiter.
 */
export function release(lock: ConsoleLock, who: Owner): boolean {
  return (
    lock.owner === who &&
    ((lock.owner = lock.waiter),
    (lock.waiter = NOBODY),
    (lock.priority = NORMAL),
    !!lock.owner && !!++lock.handoffCount)
  );
}
