/** How long the event loop was kept: the turns in which anything was done, by their duration. */
export class Stalls {
  private readonly turnsUs: number[] = [];

  add(durationUs: number): void {
    this.turnsUs.push(durationUs);
  }

  get count(): number {
    return this.turnsUs.length;
  }

  get maxMs(): number {
    return this.turnsUs.reduce((max, us) => Math.max(max, us), 0) / 1000;
  }

  /** @param share - 0.99 for the time that 99 of 100 turns kept to. */
  quantileMs(share: number): number {
    return quantile(this.turnsUs, share) / 1000;
  }
}

/** The value that a share of all values does not exceed; 0 when there are none. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
}
