/**
 * The log of a simulated kernel: sequence numbers and times only. It overwrites its oldest records; a record that is
 * reserved and not yet committed stops the readers behind it.
 */
export class LogRing {
  nextSeq = 0;
  readonly capacity: number;
  /** Records that found the ring full of uncommitted ones. */
  failedReserves = 0;
  private readonly storedAtUs: Float64Array;
  private readonly uncommitted: number[] = [];

  constructor(capacity: number) {
    this.capacity = capacity;
    this.storedAtUs = new Float64Array(capacity);
  }

  get oldestSeq(): number {
    return Math.max(0, this.nextSeq - this.capacity);
  }

  /** The first record a reader may not see yet. */
  get readableEnd(): number {
    return this.uncommitted[0] ?? this.nextSeq;
  }

  store(nowUs: number): number | undefined {
    const seq = this.reserve(nowUs);
    if (seq !== undefined) this.commit(seq);
    return seq;
  }

  reserve(nowUs: number): number | undefined {
    if (this.uncommitted[0] !== undefined && this.nextSeq - this.uncommitted[0] >= this.capacity) {
      this.failedReserves++;
      return undefined;
    }
    const seq = this.nextSeq++;
    this.storedAtUs[seq % this.capacity] = nowUs;
    this.uncommitted.push(seq);
    return seq;
  }

  commit(seq: number): void {
    this.uncommitted.splice(this.uncommitted.indexOf(seq), 1);
  }

  isCommitted(seq: number): boolean {
    return !this.uncommitted.includes(seq);
  }

  storedUs(seq: number): number {
    return this.storedAtUs[seq % this.capacity]!;
  }
}
