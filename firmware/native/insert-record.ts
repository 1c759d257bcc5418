import type { Context } from "../platform/platform.ts";
import { ERR } from "../printk/level.ts";
import { LEVEL, type LogRecord, SEQ, type Site, TIME } from "../printk/record.ts";
import { ERRORS_MAX, type RecordRing } from "../printk/record-ring.ts";

/**
 * Stores a record of something that happened a while ago, at its place among those that nobody has read. It is put behind
 * them, and changes places with one after the other; after each change, one expression, the ring is in order by `seq` and
 * whole (ONE-EXPRESSION). What a reader has seen stays where it is (FINAL-WHEN-READ): a record older than that bears
 * the time of the newest one read. Context: task.
 */
export function insertRecord(
  ring: RecordRing,
  time: number,
  context: Context,
  site: Site,
  value: number,
  value2: number,
): void {
  let record: LogRecord;
  const known = ring.newestTime - ring.skew;
  if (time < known) time = known;
  (record = ring.records[ring.nextSeq & ring.recordMask] =
    [ring.nextSeq++, time, context, site, value, value2]),
    site[LEVEL] > ERR || (ring.errors[ring.errorCount++ & (ERRORS_MAX - 1)] = record);
  while (changePlaces(ring, record, ring.records[(record[SEQ] - 1) & ring.recordMask]));
}

/** Moves `record` before the one before it, unless that is older or was read. @returns whether it did. */
function changePlaces(
  { records, recordMask, unreadSeq }: RecordRing,
  record: LogRecord,
  before?: LogRecord,
): boolean {
  return (
    !!before &&
    before[SEQ] === record[SEQ] - 1 &&
    before[SEQ] >= unreadSeq &&
    before[TIME] > record[TIME] &&
    ((records[record[SEQ] & recordMask] = before),
    (records[before[SEQ] & recordMask] = record),
    before[SEQ]++,
    record[SEQ]--,
    true)
  );
}
