/**
 * `setTimeout` and `setInterval` as Espruino runs them: from the idle loop, in the order in which they were set and not
 * of their time, and an interval that came too late catches up on every tick it missed.
 *
 * Source: src/jsinteractive.c, jsiIdle; src/jswrap_interactive.c, _jswrap_interface_setTimeoutOrInterval.
 */
export interface Timer {
  readonly id: number;
  dueUs: number;
  /** 0 for a timeout. */
  intervalUs: number;
  /** @returns false when it was interrupted, whereupon an interval is removed. */
  readonly run: (timer: Timer) => boolean;
}

/** Source: src/jsinteractive.h, TIMER_MIN_INTERVAL. */
const INTERVAL_MIN_MS = 0.1;

export class Timers {
  private timers: Timer[] = [];
  private hasChanged = false;

  /** @returns the timer's number: one more than the last timer's, so that numbers come again. */
  add(nowUs: number, delayMs: number, isInterval: boolean, run: Timer["run"]): Timer {
    const delayUs = Math.max(delayMs || 0, INTERVAL_MIN_MS) * 1000;
    return this.addAt(nowUs + delayUs, isInterval ? delayUs : 0, run);
  }

  addAt(dueUs: number, intervalUs: number, run: Timer["run"]): Timer {
    const timer = { id: (this.timers.at(-1)?.id ?? 0) + 1, dueUs, intervalUs, run };
    this.timers.push(timer);
    this.hasChanged = true;
    return timer;
  }

  find(id: unknown): Timer | undefined {
    return this.timers.find((timer) => timer.id === id);
  }

  remove(timer: Timer): void {
    this.timers = this.timers.filter((each) => each !== timer);
    this.hasChanged = true;
  }

  clear(): void {
    this.timers = [];
    this.hasChanged = true;
  }

  /** When the next timer is due; Infinity without one. */
  get nextDueUs(): number {
    return this.timers.reduce((dueUs, timer) => Math.min(dueUs, timer.dueUs), Number.POSITIVE_INFINITY);
  }

  /**
   * Runs what was due when the pass began. After a callback that set or cleared a timer the list is looked through
   * from its start again.
   *
   * @returns whether anything ran. `onInterrupted` is called for each interval that is removed.
   */
  runDue(passUs: number, onInterrupted: () => void): boolean {
    let hasRun = false;
    do {
      this.hasChanged = false;
      for (const timer of this.timers) {
        if (this.hasChanged) break;
        if (timer.dueUs > passUs) continue;
        hasRun = true;
        this.runOne(timer, onInterrupted);
      }
    } while (this.hasChanged);
    return hasRun;
  }

  private runOne(timer: Timer, onInterrupted: () => void): void {
    const isInterrupted = !timer.run(timer);
    if (isInterrupted && timer.intervalUs > 0) onInterrupted();
    if (timer.intervalUs > 0 && !isInterrupted) timer.dueUs += timer.intervalUs;
    else this.drop(timer);
  }

  /** Removes without a new look through the list. */
  private drop(timer: Timer): void {
    const index = this.timers.indexOf(timer);
    if (index >= 0) this.timers = this.timers.toSpliced(index, 1);
  }
}
