/** How long the event loop was kept: the turns in which anything was done, by their duration. */
export class Stalls {
  readonly turns: Turn[] = [];

  add(startUs: number, endUs: number): void {
    this.turns.push({ startUs, endUs });
  }

  /** These, without any that come. */
  soFar(): Stalls {
    const stalls = new Stalls();
    stalls.turns.push(...this.turns);
    return stalls;
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
