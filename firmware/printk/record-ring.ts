/**
 * The records kept: a ring that drops the oldest, so that a writer never waits for a reader.
 *
 * Writers may be interrupted before any statement, by other writers. A writer therefore reserves its slot, fills it
 * and commits it in one expression (ONE-EXPRESSION in DESIGN.md); no reader ever meets half a record. A record is
 * never changed after a reader has seen it (FINAL-WHEN-READ), so readers hold references and copy nothing.
 *
 * Each reader keeps its own cursor, the `seq` it wants next. What was overwritten before the reader came shows as a
 * gap between the `seq` it wanted and the one it got; nothing else marks a loss.
 *
 * Errors also live in a small ring of their own: a reader that comes too late for a flood of chatter still finds
 * them there, in their place in the order.
 */
import type { Context } from "../platform/platform.ts";
import { ERR, type Level } from "./level.ts";

/** One message as it was logged: nothing is formatted yet. */
export interface LogRecord {
  /** Number of the record since boot. 53 bits: at 10,000 records a second they last 28,000 years. */
  readonly seq: number;
  /** Seconds, on the platform's clock, never less than that of the record before. */
  readonly time: number;
  readonly level: Level;
  /** The module that logged, or "". */
  readonly facility: string;
  readonly context: Context;
  /** The format and its arguments. */
  readonly args: ArrayLike<unknown>;
  /** Continuations, in order. */
  more?: ArrayLike<unknown>[];
  /** Set by the first reader; a continuation that comes later is a record of its own. */
  isFinal?: boolean;
}

/** Errors kept beyond their place in the ring; a power of two. */
const ERRORS_MAX = 8;

export interface RecordRing {
  /** The `seq` of the next record: how many were stored since boot. */
  nextSeq: number;
  /** The platform's clock when the ring was made; records show the seconds since. */
  readonly startTime: number;
  readonly now: () => number;
  /** The capacity less one: the capacity is a power of two. */
  mask: number;
  newest?: LogRecord;
  slots: (LogRecord | undefined)[];
  readonly errors: (LogRecord | undefined)[];
  errorCount: number;
  newestTime: number;
  /** Seconds added to the platform's clock to undo the times it was set back. */
  skew: number;
}

/**
 * @param recordsMax - a power of two.
 * @param now - the platform's clock; native, or the expression in `store` would not be one.
 */
export function createRing(recordsMax: number, now: () => number): RecordRing {
  return {
    nextSeq: 0,
    startTime: now(),
    now,
    mask: recordsMax - 1,
    slots: [],
    errors: [],
    errorCount: 0,
    newestTime: 0,
    skew: 0,
  };
}

/** Stores one record, stamped with this moment. Context: any. Costs the same whether the ring is full or empty. */
export function store(
  ring: RecordRing,
  level: Level,
  facility: string,
  context: Context,
  args: ArrayLike<unknown>,
): void {
  let time = 0;
  (ring.newest = ring.slots[ring.nextSeq & ring.mask] =
    {
      seq: ring.nextSeq++,
      time: (ring.newestTime =
        (time = ring.now() + ring.skew) < ring.newestTime
          ? ((ring.skew += ring.newestTime - time), ring.newestTime)
          : time),
      level,
      facility,
      context,
      args,
    }),
    level > ERR || (ring.errors[ring.errorCount++ & (ERRORS_MAX - 1)] = ring.newest);
}

/**
 * Appends to the newest record, if the same caller logged it and nobody has read it.
 *
 * Context: any.
 *
 * @returns false when the text has to become a record of its own.
 */
export function extendNewest(
  ring: RecordRing,
  facility: string,
  context: Context,
  args: ArrayLike<unknown>,
): boolean {
  let last: LogRecord | undefined;
  return !!(
    (last = ring.newest) &&
    !last.isFinal &&
    last.facility === facility &&
    last.context === context &&
    (last.more ? last.more.push(args) : (last.more = [args]))
  );
}

/**
 * The record `seq`, or the oldest one after it that is still there; `undefined` when there is none yet.
 * Context: any.
 */
export function readFrom(ring: RecordRing, seq: number): LogRecord | undefined {
  let record = ring.slots[seq & ring.mask];
  if (!record || record.seq !== seq) record = seq < ring.nextSeq ? oldestSince(ring, seq) : undefined;
  if (record) record.isFinal = true;
  return record;
}

/** Changes the capacity and keeps what fits. Context: task, before the first reader. */
export function resize(ring: RecordRing, recordsMax: number): void {
  const kept = ring.slots;
  ring.slots = [];
  ring.mask = recordsMax - 1;
  for (let i = 0; i < kept.length; i++) {
    const record = kept[i];
    if (record) ring.slots[record.seq & ring.mask] = record;
  }
}

function oldestSince(ring: RecordRing, seq: number): LogRecord | undefined {
  for (let at = Math.max(seq, ring.nextSeq - ring.mask - 1); at < ring.nextSeq; at++) {
    const record = ring.slots[at & ring.mask];
    if (record && record.seq >= at) return errorBefore(ring, record, seq);
  }
  return undefined;
}

/** The oldest error kept apart that is from `seq` on and older than `record`; else `record`. */
function errorBefore(ring: RecordRing, record: LogRecord, seq: number): LogRecord {
  let oldest = record;
  for (let i = 0; i < ERRORS_MAX; i++) {
    const error = ring.errors[i];
    if (error && error.seq >= seq && error.seq < oldest.seq) oldest = error;
  }
  return oldest;
}
