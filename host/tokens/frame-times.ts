/**
 * From the frames' small numbers to each record's own: its `seq`, and its time since boot. JavaScript's frames and machine
 * code's are counted apart.
 *
 * After damage both are guesses until the next sync frame. The low bits and the count of damaged frames tell the `seq`
 * unless more was lost than was seen; the time is at least what the frames that came add up to.
 */
import type { Frame } from "./frame.ts";

export interface Moment {
  /** `undefined` before the first sync frame. */
  readonly seq?: number;
  /** Microseconds since boot. */
  readonly us: number;
  readonly isLowerBound: boolean;
}

export class FrameTimes {
  private last: Moment = { us: 0, isLowerBound: true };
  private damagedCount = 0;

  /** @param modulus - of the numbers that are not in full. */
  constructor(private readonly modulus: number) {}

  /** A frame came that could not be read. */
  missed(): void {
    this.damagedCount++;
  }

  /** What was taken for a damaged frame comes again. */
  repeats(): void {
    if (this.damagedCount > 0) this.damagedCount--;
  }

  next(frame: Frame): Moment {
    this.last = frame.isSync
      ? { seq: frame.seq, us: frame.us, isLowerBound: false }
      : this.after(this.last, frame);
    this.damagedCount = 0;
    return this.last;
  }

  private after({ seq, us, isLowerBound }: Moment, frame: Frame): Moment {
    const expected = seq === undefined ? undefined : seq + 1;
    const gap = expected === undefined ? 0 : this.gapBefore(frame.seq, expected);
    return {
      seq: expected === undefined ? undefined : expected + gap,
      us: us + frame.us,
      isLowerBound: isLowerBound || gap > 0 || this.damagedCount > 0,
    };
  }

  /** Of the numbers of missing records that the low bits allow, the one nearest to what was seen damaged. */
  private gapBefore(lowBits: number, expected: number): number {
    const least = (lowBits - expected) & (this.modulus - 1);
    return least + this.modulus * Math.max(0, Math.round((this.damagedCount - least) / this.modulus));
  }
}
