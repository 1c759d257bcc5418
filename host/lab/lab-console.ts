import { charUs, type LabParams } from "./params.ts";

/** How many of the latest records a console remembers, to tell a duplicate from an earlier record. */
const REMEMBERED_RECORDS = 65_536;

/** A UART, what has been read for it, and what an observer at the other end of the line has seen. */
export class LabConsole {
  readonly name: string;
  readonly recordUs: number;
  readonly charUs: number;
  readonly fifoUs: number;
  /** The next record to write here. */
  seq: number;
  isSuspended = false;
  /** The record on the line whose last character has not come, or -1. */
  partialSeq = -1;

  printed = 0;
  dropped = 0;
  replayed = 0;
  duplicates = 0;
  orderViolations = 0;
  maxLatencyUs = 0;
  private highestSeq = -1;
  private readonly seenSeq = new Float64Array(REMEMBERED_RECORDS).fill(-1);

  constructor(name: string, params: Pick<LabParams, "baud" | "recordChars" | "fifoChars">, seq = 0) {
    this.name = name;
    this.charUs = charUs(params.baud);
    this.recordUs = Math.round(params.recordChars * this.charUs);
    this.fifoUs = Math.round(Math.min(params.fifoChars, params.recordChars) * this.charUs);
    this.seq = seq;
  }

  /** Has all records before `seq` printed in the past. */
  startAt(seq: number): void {
    this.seq = seq;
    this.printed = seq;
  }

  /** Skips what the ring has overwritten. */
  catchUp(oldestSeq: number): void {
    if (this.seq >= oldestSeq) return;
    this.dropped += oldestSeq - this.seq;
    this.seq = oldestSeq;
  }

  /** The last character of a record is on the line. */
  completed(seq: number, storedUs: number, nowUs: number, isReplay: boolean): void {
    this.partialSeq = -1;
    this.maxLatencyUs = Math.max(this.maxLatencyUs, nowUs + this.fifoUs - storedUs);
    if (isReplay) this.replayed++;
    if (this.seenSeq[seq % REMEMBERED_RECORDS] === seq) {
      if (!isReplay) this.duplicates++;
      return;
    }
    if (seq < this.highestSeq) this.orderViolations++;
    this.highestSeq = Math.max(this.highestSeq, seq);
    this.seenSeq[seq % REMEMBERED_RECORDS] = seq;
    this.printed++;
  }

  hasPrinted(seq: number): boolean {
    return this.seenSeq[seq % REMEMBERED_RECORDS] === seq;
  }
}
