import type { Lab } from "../lab.ts";
import type { Context } from "../machine/context.ts";

/**
 * How long a context may print before it wants a thread to take over, and whether the thread came.
 *
 * The clock starts when a context gets the lock; with the `chainBudget` option, when the lock was last free. The
 * first misses a chain in which every owner prints one record and hands over: nobody's budget ever ends.
 */
export class Budget {
  private sinceUs = 0;
  private isAsking = false;
  private readonly lab: Lab;

  constructor(lab: Lab) {
    this.lab = lab;
  }

  /** A context begins to print. `chainSinceUs`: when the lock was last taken while free. */
  start(chainSinceUs: number): void {
    this.sinceUs = this.lab.params.chainBudget ? chainSinceUs : this.lab.machine.nowUs;
  }

  get isSpent(): boolean {
    return this.lab.machine.nowUs - this.sinceUs >= this.lab.params.budgetMs * 1000;
  }

  /** Notes the request for a thread. @param isWoken - false when it was runnable already and still is not here. */
  asked(isWoken: boolean): void {
    if (isWoken) this.lab.counters.offloads++;
    this.isAsking = true;
  }

  /** Somebody took over from the context that asked. */
  relieved(): void {
    this.isAsking = false;
  }

  /** The log is empty, and the thread did not come in time to help. */
  finished(): void {
    if (this.isAsking) this.lab.counters.failedOffloads++;
    this.isAsking = false;
  }

  /** Which CPU the thread must not be put on: the asking context's, if the scheme juggles affinities. */
  excludedCpu(context: Context): number | undefined {
    return this.lab.params.affinity ? context.cpu.id : undefined;
  }
}
