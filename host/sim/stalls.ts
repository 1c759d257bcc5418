/** So long is nothing to be done when a start is over. */
const REST_US = 10_000;
/** A loop that never rests has started by then. */
const START_US_MAX = 500_000;

/** How long the event loop was kept: the turns in which anything was done, by their duration. */
export class Stalls {
  constructor(readonly turns: Turn[] = []) {}

  add(startUs: number, endUs: number): void {
    this.turns.push({ startUs, endUs });
  }

  /** These, without any that come. */
  soFar(): Stalls {
    return new Stalls(this.turns.slice());
  }

  /**
   * The turns of a start, and those that came after it. A start is over when nothing was to be done for a while: until then
   * the loop works off what a program has it do at once.
   */
  parted(): { start: Stalls; running: Stalls } {
    const { turns } = this;
    const beganUs = turns[0]?.startUs ?? 0;
    let end = 0;
    let endedUs = beganUs;
    for (const turn of turns) {
      if (turn.startUs - endedUs > REST_US || turn.endUs - beganUs > START_US_MAX) break;
      endedUs = turn.endUs;
      end++;
    }
    return { start: new Stalls(turns.slice(0, end)), running: new Stalls(turns.slice(end)) };
  }

  /** @param share - 0.99 for the time that 99 of 100 turns kept to, 1 for the longest. */
  quantileMs(share: number): number {
    return (
      quantile(
        this.turns.map(({ startUs, endUs }) => endUs - startUs),
        share,
      ) / 1000
    );
  }
}

export interface Turn {
  readonly startUs: number;
  readonly endUs: number;
}

/** The value that a share of all values does not exceed; 0 when there are none. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
}
