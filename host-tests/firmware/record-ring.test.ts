// Goal: the ring behaves like the obvious model, whatever is stored and whoever reads. Method: random programs of
// stores and reads, run on both.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEBUG, ERR, INFO, type Level } from "../../firmware/printk/level.ts";
import { type LogRecord, SEQ, type Site, TIME, VALUES } from "../../firmware/printk/record.ts";
import {
  createRing,
  extendNewest,
  type RecordRing,
  readFrom,
  resize,
  store as storeIn,
} from "../../firmware/printk/record-ring.ts";

const RECORDS_MAX = 8;
const ERRORS_MAX = 8;

function ringAt(clock: { now: number }): RecordRing {
  return createRing(RECORDS_MAX, () => clock.now);
}

function store(ring: RecordRing, level: Level = INFO): void {
  storeIn(ring, 0, [level, "", String], `record ${ring.nextSeq}`);
}

/** What a reader that wants `seq` gets: the oldest record from there on that is in the ring or among the last errors. */
function modelRead(levels: readonly Level[], seq: number): number | undefined {
  const kept = levels.map((level, at) => ({ level, at }));
  const errors = kept.filter(({ level }) => level <= ERR).slice(-ERRORS_MAX);
  const ring = kept.slice(-RECORDS_MAX);
  return [...errors, ...ring]
    .map(({ at }) => at)
    .sort((a, b) => a - b)
    .find((at) => at >= seq);
}

describe("the record ring", () => {
  it("reads like the model after any program of stores and reads", () => {
    const levels = fc.array(fc.integer({ min: 0, max: DEBUG }) as fc.Arbitrary<Level>, { maxLength: 60 });
    fc.assert(
      fc.property(levels, fc.nat(60), (stored, wanted) => {
        const ring = ringAt({ now: 0 });
        for (const level of stored) store(ring, level);
        expect(readFrom(ring, wanted)?.[SEQ]).toBe(modelRead(stored, wanted));
      }),
      { seed: 7 },
    );
  });

  it("gives every reader each record once and in order, with a gap for what it lost", () => {
    const step = fc.record({
      stores: fc.nat(12),
      reads: fc.nat(12),
      level: fc.constantFrom<Level>(ERR, INFO),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const ring = ringAt({ now: 0 });
        const seen: LogRecord[] = [];
        let cursor = 0;
        for (const { stores, reads, level } of steps) {
          for (let i = 0; i < stores; i++) store(ring, level);
          for (let i = 0; i < reads; i++) {
            const record = readFrom(ring, cursor);
            if (!record) break;
            seen.push(record);
            cursor = record[SEQ] + 1;
          }
        }
        for (const record of seen) expect(record[VALUES]).toBe(`record ${record[SEQ]}`);
        const seqs = seen.map((record) => record[SEQ]);
        expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
      }),
      { seed: 7 },
    );
  });

  it("keeps the errors that chatter has pushed out", () => {
    const ring = ringAt({ now: 0 });
    store(ring, ERR);
    for (let i = 0; i < 3 * RECORDS_MAX; i++) store(ring);
    expect(readFrom(ring, 0)?.[SEQ]).toBe(0);
    expect(readFrom(ring, 1)?.[SEQ]).toBe(2 * RECORDS_MAX + 1);
  });

  it("keeps time from running backwards when the clock is set back", () => {
    const clock = { now: 1000 };
    const ring = ringAt(clock);
    store(ring);
    clock.now = 5;
    store(ring);
    clock.now = 7;
    store(ring);
    expect([0, 1, 2].map((seq) => readFrom(ring, seq)?.[TIME])).toEqual([1000, 1000, 1002]);
  });

  it("keeps early records when it grows", () => {
    const ring = ringAt({ now: 0 });
    for (let i = 0; i < RECORDS_MAX + 3; i++) store(ring);
    resize(ring, 64);
    expect(readFrom(ring, 0)?.[SEQ]).toBe(3);
    expect(readFrom(ring, RECORDS_MAX + 2)?.[SEQ]).toBe(RECORDS_MAX + 2);
  });

  it("extends a record only for the same caller and only while nobody has read it", () => {
    const ring = ringAt({ now: 0 });
    const net: Site = [INFO, "net", String];
    storeIn(ring, 0, net, "a");
    expect(extendNewest(ring, 0, net, "b")).toBe(true);
    expect(extendNewest(ring, 1, net, "from an interrupt")).toBe(false);
    expect(extendNewest(ring, 0, [INFO, "gps", String], "from another module")).toBe(false);
    readFrom(ring, 0);
    expect(extendNewest(ring, 0, net, "too late")).toBe(false);
    expect(readFrom(ring, 0)?.more?.map((more) => more[VALUES])).toEqual(["b"]);
  });
});
