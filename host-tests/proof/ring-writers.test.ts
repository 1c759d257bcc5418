// Goal: no reader of the ring ever meets a record of which a part is another's. Method: that of the kernel's test of its
// ring: many writers, each with a letter of its own, interrupt one another at random, and one reader looks at every
// character. Where a writer can be interrupted, its arguments are asked for; so that is where the others come in.
//
// Source: kernel/printk/printk_ringbuffer_kunit_test.c, Linux 6.18.
import { describe, expect, it } from "vitest";
import { INFO } from "../../firmware/printk/level.ts";
import { FACILITY, SEQ, SITE, VALUES } from "../../firmware/printk/record.ts";
import { createRing, type RecordRing, readFrom, store } from "../../firmware/printk/record-ring.ts";
import { snapshot } from "../../firmware/printk/snapshot.ts";
import { Prng } from "../../host/prng.ts";

const WRITERS = 8;
const RECORDS_MAX = 32;
/** With its quotes it just fits what a record keeps of a value. */
const LENGTH_MAX = 126;
const ROUNDS = 4000;
/** Writers on top of one another. */
const DEPTH_MAX = 5;

interface Run {
  readonly ring: RecordRing;
  readonly prng: Prng;
  stored: number;
}

/** Stores one record; while its text is taken, others may store theirs. */
function write(run: Run, depth: number): void {
  const { ring, prng } = run;
  const letter = String.fromCharCode("A".charCodeAt(0) + prng.below(WRITERS));
  const length = prng.between(1, LENGTH_MAX);
  const value = {
    toJSON() {
      interrupt(run, depth);
      return letter.repeat(length);
    },
  };
  store(ring, 0, [INFO, letter, String], snapshot(["%s", value, length]));
  run.stored++;
}

function interrupt(run: Run, depth: number): void {
  if (depth < DEPTH_MAX && run.prng.below(3) === 0) write(run, depth + 1);
}

describe("the record ring with many writers", () => {
  it.each([1, 2, 3])("gives its reader whole records only, in order, seed %d", (seed) => {
    const run: Run = { ring: createRing(RECORDS_MAX, () => 0), prng: new Prng(seed), stored: 0 };
    let nextSeq = 0;
    let readCount = 0;
    let lostCount = 0;
    for (let round = 0; round < ROUNDS; round++) {
      write(run, 0);
      for (let reads = run.prng.below(4); reads > 0; reads--) {
        const record = readFrom(run.ring, nextSeq);
        if (!record) break;
        const [, text, length] = record[VALUES] as [string, string, number];
        expect(record[SEQ]).toBeGreaterThanOrEqual(nextSeq);
        expect(text).toBe(JSON.stringify(record[SITE][FACILITY].repeat(length)));
        lostCount += record[SEQ] - nextSeq;
        nextSeq = record[SEQ] + 1;
        readCount++;
      }
    }
    expect(readCount).toBeGreaterThan(ROUNDS);
    expect(lostCount).toBeGreaterThan(0);
    expect(readCount + lostCount + (run.ring.nextSeq - nextSeq)).toBe(run.stored);
  });
});
