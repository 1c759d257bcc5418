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
import { ERR } from "./level.ts";
import { CONTEXT, FACILITY, LEVEL, type LogRecord, SEQ, SITE, type Site, TIME } from "./record.ts";

/** Errors kept beyond their place in the ring; a power of two. */
export const ERRORS_MAX = 8;

export interface RecordRing {
  /** The `seq` of the next record: how many were stored since boot. */
  nextSeq: number;
  /** The platform's clock when the ring was made; records show the seconds since. */
  readonly startTime: number;
  readonly clock: () => number;
  /** The capacity less one: the capacity is a power of two. */
  recordMask: number;
  records: (LogRecord | undefined)[];
  readonly errors: (LogRecord | undefined)[];
  errorCount: number;
  /** Of the records before this `seq` nobody has to be told: an offloader is known to be at work. See `turn` in `printk.ts`. */
  quietSeq: number;
  /** No reader has seen this record yet, nor one behind it. */
  unreadSeq: number;
  /** The time of the newest record that was read. */
  newestTime: number;
  /** Seconds added to the platform's clock to undo the times it was set back. */
  skew: number;
}

/**
 * @param recordsMax - a power of two.
 * @param clock - the platform's; native, or the expression in `store` would not be one.
 */
export function createRing(recordsMax: number, clock: () => number): RecordRing {
  return {
    nextSeq: 0,
    startTime: clock(),
    clock,
    recordMask: recordsMax - 1,
    records: [],
    errors: [],
    errorCount: 0,
    quietSeq: 0,
    unreadSeq: 0,
    newestTime: 0,
    skew: 0,
  };
}

/**
 * Stores one record, stamped with this moment. Context: any. Costs the same whether the ring is full or empty.
 *
 * The build puts the same expression, with the values of the call, in the place of each log call it can read.
 */
export function store(
  ring: RecordRing,
  context: Context,
  site: Site,
  value?: unknown,
  value2?: unknown,
): void {
  let record: LogRecord;
  (record = ring.records[ring.nextSeq & ring.recordMask] =
    [ring.nextSeq++, ring.clock(), context, site, value, value2]),
    site[LEVEL] > ERR || (ring.errors[ring.errorCount++ & (ERRORS_MAX - 1)] = record);
}

/**
 * Appends to the newest record, if the same caller logged it and nobody has read it.
 *
 * Context: any.
 *
 * @returns false when the text has to become a record of its own.
 */
export function extendNewest(ring: RecordRing, context: Context, site: Site, value: unknown): boolean {
  let last: LogRecord | undefined;
  const more: LogRecord = [0, 0, context, site, value];
  return !!(
    ring.unreadSeq < ring.nextSeq &&
    (last = ring.records[(ring.nextSeq - 1) & ring.recordMask]) &&
    last[SITE][FACILITY] === site[FACILITY] &&
    last[CONTEXT] === context &&
    (last.more ? last.more.push(more) : (last.more = [more]))
  );
}

/**
 * The record `seq`, or the oldest one after it that is still there; `undefined` when there is none yet.
 * Context: any.
 */
export function readFrom(ring: RecordRing, seq: number): LogRecord | undefined {
  let record = ring.records[seq & ring.recordMask];
  if (!record || record[SEQ] !== seq) record = seq < ring.nextSeq ? oldestSince(ring, seq) : undefined;
  // It is final for its first reader: continued no longer, and no older than the one before.
  record &&
    record[SEQ] >= ring.unreadSeq &&
    ((ring.unreadSeq = record[SEQ] + 1),
    (record[TIME] += ring.skew) < ring.newestTime
      ? ((ring.skew += ring.newestTime - record[TIME]), (record[TIME] = ring.newestTime))
      : (ring.newestTime = record[TIME]));
  return record;
}

/** Changes the capacity and keeps what fits. Context: task, before the first reader. */
export function resize(ring: RecordRing, recordsMax: number): void {
  const kept = ring.records;
  ring.records = [];
  ring.recordMask = recordsMax - 1;
  for (let i = 0; i < kept.length; i++) {
    const record = kept[i];
    if (record) ring.records[record[SEQ] & ring.recordMask] = record;
  }
}

function oldestSince(ring: RecordRing, seq: number): LogRecord | undefined {
  for (let at = Math.max(seq, ring.nextSeq - ring.recordMask - 1); at < ring.nextSeq; at++) {
    const record = ring.records[at & ring.recordMask];
    // To look for one takes 2 ms of an RP2040, and a ring that runs over is late already.
    if (record && record[SEQ] === at) return ring.errorCount ? errorBefore(ring, record, seq) : record;
  }
  return undefined;
}

/** The oldest error kept apart that is from `seq` on and older than `record`; else `record`. */
function errorBefore(ring: RecordRing, record: LogRecord, seq: number): LogRecord {
  let oldest = record;
  for (let i = 0; i < ERRORS_MAX; i++) {
    const error = ring.errors[i];
    if (error && error[SEQ] >= seq && error[SEQ] < oldest[SEQ]) oldest = error;
  }
  return oldest;
}
