/** What must hold after a run, said in words where it does not. */
import type { Books } from "../support/start-firmware.ts";
import type { Outcome } from "./proof-board.ts";
import { readWire, type Wire, type WireRecord, withoutPiece } from "./wire.ts";

/** Each record is on the wire once and in order, or counted and told of as lost; and all is at rest. */
export function violations(outcome: Outcome): string[] {
  const isOld = ({ number }: WireRecord) => number !== undefined && number < outcome.first;
  const readings = withoutPiece(readWire(outcome.wire), isOld).map((wire) => ofReading(outcome, wire));
  return readings.sort((one, other) => one.length - other.length)[0] ?? [];
}

function ofReading(outcome: Outcome, wire: Wire): string[] {
  const loggedCount = outcome.end - outcome.first;
  const numbers = wire.records.flatMap(({ number }) => number ?? []);
  return [
    ...ofOrder(wire.records),
    ...ofWire(wire),
    ...ofRest(outcome),
    ...ofBooks(outcome, wire),
    ...claim(wire.replayCount === 0, "a record was begun again"),
    ...claim(
      numbers.length + wire.lostCount === loggedCount,
      `${loggedCount} logged, on the wire: ${numbers}`,
    ),
    ...claim(wire.lostCount <= Math.max(0, loggedCount - RING), `${wire.lostCount} lost, more than ran over`),
    ...claim(outcome.after.recovered === outcome.before.recovered, "an owner was taken for dead"),
  ];
}

/** Records that fit the ring. */
const RING = 8;

/**
 * After a death the firmware goes on: what was stored is on the wire in order, twice only behind the marker; what was
 * logged in the last step, long after the death, is there in any case; and all is at rest. The pieces of `dmesg()` may
 * be cut.
 *
 * @param aliveCount - records logged in the last step.
 * @param callersMax - who may go on with one line: what an interrupt that died has interrupted still counts as interrupt.
 */
export function violationsAfterDeath(outcome: Outcome, aliveCount: number, callersMax = 1): string[] {
  const wire = readWire(outcome.wire);
  const records = wire.records.filter(({ number }) => number === undefined || number >= outcome.first);
  const hasPiece = records.length < wire.records.length;
  const once = onlyOnce(records);
  const numbers = once.map(({ number }) => number);
  const alive = Array.from({ length: aliveCount }, (_, i) => outcome.end - aliveCount + i);
  return [
    ...ofOrder(once),
    ...ofWire(wire, callersMax),
    ...ofRest(outcome),
    ...(hasPiece ? [] : ofBooks(outcome, { ...wire, records: once })),
    ...claim(hasPiece || records.length - once.length <= wire.replayCount, "a record twice, and no marker"),
    ...claim(
      alive.every((number) => numbers.includes(number)),
      `${alive} were logged after the death, on the wire: ${numbers}`,
    ),
  ];
}

/**
 * What was logged before the panic, and the panic itself, are on the wire in order before the reset, which comes once.
 * What interrupts log once all of it is out is nobody's to write.
 *
 * @param unstoredMax - calls that may have been on their way when the panic came.
 */
export function violationsOfPanic({ wire: text, restarts, first }: Outcome, unstoredMax: number): string[] {
  const wire = readWire(beforeReset(text));
  const fresh = wire.records.filter(({ number }) => number !== undefined && number >= first);
  const once = onlyOnce(fresh);
  const numbers = once.map(({ number }) => number as number);
  const missing = Math.max(...numbers) - first + 1 - numbers.length;
  return [
    ...ofOrder(once),
    ...ofWire(wire),
    ...claim(restarts === 1, `${restarts} resets`),
    ...claim(beforeReset(text).includes("panic: n "), "the panic is not on the wire"),
    ...claim(missing <= unstoredMax, `of what was logged there is only ${numbers}`),
  ];
}

/** A panic that dies ends in one reset all the same, unless it dies before it has begun. */
export function violationsOfDeadPanic({ restarts, isPanicking }: Outcome): string[] {
  return [
    ...claim(restarts <= 1, `${restarts} resets`),
    ...claim(!isPanicking, "the board goes on in the middle of a panic"),
  ];
}

/** The next start says the board's name first. */
export function beforeReset(wire: string): string {
  return wire.split(/<5>\[[^\n]* baton: /)[0] as string;
}

function onlyOnce(records: readonly WireRecord[]): WireRecord[] {
  return [...new Map(records.map((record) => [record.time, record])).values()];
}

function ofOrder(records: readonly WireRecord[]): string[] {
  const isRising = records.every(({ time }, i) => i === 0 || time > (records[i - 1] as WireRecord).time);
  return claim(isRising, `out of order: ${records.map(({ number }) => number)}`);
}

function ofWire({ records, strange }: Wire, callersMax = 1): string[] {
  return [
    ...strange.map((line) => `on the wire: ${JSON.stringify(line)}`),
    ...claim(
      records.every(({ continuedCount }) => continuedCount <= callersMax),
      "a line was gone on with by too many callers",
    ),
  ];
}

function ofRest({ owner, after }: Outcome): string[] {
  return [
    ...claim(owner === 0, `${owner} still has the console`),
    ...claim(after.pending === 0, `${after.pending} records are still to be written`),
  ];
}

/** Logged = written + dropped + suppressed + pending; and what the books add is what the wire shows. */
function ofBooks({ before, after }: Outcome, wire: Wire): string[] {
  return [
    ...claim(accounted(after) === after.logged, `${after.logged} logged, ${accounted(after)} accounted for`),
    ...claim(written(after) - written(before) === wire.records.length, "the books and the wire differ"),
    ...claim(isTold(dropped(after) - dropped(before), wire), "a loss was not told of"),
  ];
}

/** What is begun again may say the same loss again. */
function isTold(lostCount: number, wire: Wire): boolean {
  return wire.replayCount > 0 ? lostCount <= wire.lostCount : lostCount === wire.lostCount;
}

function accounted(books: Books): number {
  const { suppressed = 0, pending = 0 } = books.consoles[0] ?? {};
  return written(books) + dropped(books) + suppressed + pending;
}

function written({ consoles }: Books): number {
  return consoles[0]?.written ?? 0;
}

function dropped({ consoles }: Books): number {
  return Object.values(consoles[0]?.dropped ?? {}).reduce((sum, count) => sum + count, 0);
}

function claim(holds: boolean, otherwise: string): string[] {
  return holds ? [] : [otherwise];
}
