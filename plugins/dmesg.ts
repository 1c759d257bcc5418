import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { exclusive } from "../firmware/printk/exclusive.ts";
import type { Printk } from "../firmware/printk/printk.ts";
import { FACILITY, LEVEL, type LogRecord, SEQ, SITE } from "../firmware/printk/record.ts";
import { readFrom } from "../firmware/printk/record-ring.ts";

/** What `dmesg` is asked for at the prompt. Everything unless given. */
export interface DmesgQuery {
  /** Records of this level or worse. */
  level?: number;
  /** Records of this module. */
  facility?: string;
  /** So many of them, the newest. */
  last?: number;
}

/**
 * `dmesg()` at the prompt: the records still in the ring, on the first console, in one piece.
 * `dmesg({ level: 4, facility: "net", last: 10 })` shows the last ten of them that are warnings or worse.
 */
export function dmesg(): FirmwarePlugin {
  return {
    name: "dmesg",
    boot(firmware) {
      firmware.platform.expose("dmesg", (query?: DmesgQuery) => show(firmware.printk, query || {}));
      return undefined;
    },
  };
}

function show(printk: Printk, query: DmesgQuery): void {
  const { ring, console } = printk;
  if (!console) throw new Error("there is no console to show it on");
  const endSeq = ring.nextSeq;
  const last = query["last"];
  let seq = last === undefined ? 0 : seqOfLast(printk, query, last);
  exclusive(printk, console, () => {
    const record = nextOf(printk, query, seq, endSeq);
    if (!record) return undefined;
    seq = record[SEQ] + 1;
    return printk.line(record, ring.startTime);
  });
}

/** The first record from `seq` on that is asked for. */
function nextOf(printk: Printk, query: DmesgQuery, seq: number, endSeq: number): LogRecord | undefined {
  let record = readFrom(printk.ring, seq);
  while (record && record[SEQ] < endSeq && !isWanted(record, query))
    record = readFrom(printk.ring, record[SEQ] + 1);
  return record && record[SEQ] < endSeq ? record : undefined;
}

function isWanted(record: LogRecord, query: DmesgQuery): boolean {
  const level = query["level"];
  const facility = query["facility"];
  return (
    (level === undefined || record[SITE][LEVEL] <= level) &&
    (facility === undefined || record[SITE][FACILITY] === facility)
  );
}

/** Where the newest `count` of the records that are asked for begin. */
function seqOfLast(printk: Printk, query: DmesgQuery, count: number): number {
  const endSeq = printk.ring.nextSeq;
  const seqs: number[] = [];
  for (let record = nextOf(printk, query, 0, endSeq); record; ) {
    seqs.push(record[SEQ]);
    record = nextOf(printk, query, record[SEQ] + 1, endSeq);
  }
  const first = seqs[seqs.length - count];
  return count < 1 ? endSeq : first === undefined ? 0 : first;
}
