/**
 * The one source of chance: a seeded generator, so that a run is named by its seed.
 *
 * Source: Marsaglia's xorshift family, the 32-bit variant with shifts 13, 17, 5 ("Xorshift RNGs", 2003); the seed is
 * spread first so that small seeds differ from the first number on.
 */
export class Prng {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
  }

  /** A whole number, 0 ≤ n < 2³². */
  next(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return this.state >>> 0;
  }

  /** A whole number, 0 ≤ n < `count`. */
  below(count: number): number {
    return Math.floor((this.next() / 2 ** 32) * count);
  }

  /** A whole number, `min` ≤ n ≤ `max`. */
  between(min: number, max: number): number {
    return min + this.below(max - min + 1);
  }

  /** A number, 0 ≤ x < 1. */
  fraction(): number {
    return this.next() / 2 ** 32;
  }
}
