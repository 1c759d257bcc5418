/** What left the board of the proofs, read line by line. */

/** A record, whole and in a line of its own. */
export interface WireRecord {
  /** None where the line is the continuation of one that was on the wire already. */
  readonly number?: number;
  readonly time: number;
  /** How often the line was gone on with. */
  readonly continuedCount: number;
}

export interface Wire {
  readonly records: readonly WireRecord[];
  /** Records that the stream says were lost. */
  readonly lostCount: number;
  /** Texts that were begun again, with the marker, after perhaps a part of them. */
  readonly replayCount: number;
  /** Lines that are nothing of the kind. */
  readonly strange: readonly string[];
}

const RECORD = /^<\d>\[ *(\d+\.\d{6})\](?:\[C\])? (?:panic: )?(?:n (\d+)(?: \.{80})?)?((?: and)*)$/;
const LOSS = /^\*\* (\d+) records dropped \(\w+\) \*\*$/;
/** The marker with what it follows: whatever had left the board of the same text, of which a loss is the first line. */
const REPLAY =
  /(?:\*\* \d+ records dropped \(\w+\) \*\*\r\n)*[^\n]*\r\n\*\* replaying previous record \*\*\r\n/g;

export function readWire(text: string): Wire {
  const records: WireRecord[] = [];
  const strange: string[] = [];
  let lostCount = 0;
  const lines = text.replace(REPLAY, "").split("\r\n");
  const cut = lines.pop();
  for (const line of lines) {
    const [, time, number, ands = ""] = RECORD.exec(line) ?? [];
    const [, lost] = LOSS.exec(line) ?? [];
    if (time) records.push(record(time, number, ands));
    else if (lost) lostCount += Number(lost);
    else strange.push(line);
  }
  if (cut) strange.push(cut);
  return { records, lostCount, replayCount: text.match(REPLAY)?.length ?? 0, strange };
}

function record(time: string, number: string | undefined, ands: string): WireRecord {
  return {
    number: number === undefined ? undefined : Number(number),
    time: Number(time),
    continuedCount: ands.length / " and".length,
  };
}

/**
 * What may be left of the records when one piece of `dmesg()` is taken out, which an emergency may have interrupted: all
 * that were there before, and of the fresh ones, from the first on, a copy each of nobody knows how many.
 *
 * @param isOld - whether a record was there before.
 */
export function withoutPiece(wire: Wire, isOld: (record: WireRecord) => boolean): Wire[] {
  const begin = wire.records.findIndex(isOld);
  if (begin < 0) return [wire];
  const fresh = wire.records.filter((record) => !isOld(record));
  const piece = wire.records.slice(begin).filter((record) => !isOld(record));
  const times = [...new Set(fresh.map(({ time }) => time))].sort((one, other) => one - other);
  return [0, ...times].flatMap((until) =>
    [piece, piece.toReversed()].map((order) => {
      const copies = new Set(times.filter((time) => time <= until).map((time) => recordAt(order, time)));
      return { ...wire, records: fresh.filter((record) => !copies.has(record)) };
    }),
  );
}

function recordAt(records: readonly WireRecord[], at: number): WireRecord | undefined {
  return records.find(({ time }) => time === at);
}
