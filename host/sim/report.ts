/** What a run on a simulated or emulated board came to, as one object with a fixed shape. */
import type { Manifest } from "../bundle/firmware-bundle.ts";
import type { SimulatedBoard } from "./simulated-board.ts";
import { quantile, type Stalls } from "./stalls.ts";
import { announcedLoss, recordTime, type Wire, type WireLine } from "./wire.ts";

export interface SimReport {
  readonly schema: 1;
  readonly board: string;
  readonly bundle: Pick<Manifest, "sha256" | "bytes">;
  readonly seed: number;
  readonly simulatedMs: number;
  readonly records: {
    readonly logged: number;
    readonly written: number;
    readonly dropped: Readonly<Record<string, number>>;
    readonly suppressed: number;
  };
  readonly events: { readonly raised: number; readonly lost: number };
  /** Turns of the event loop in which something was done: the longest of the start, and those after it. */
  readonly stallMs: { readonly start: number; readonly max: number; readonly p99: number };
  /** From the log call to the last bit of the record's line. */
  readonly latencyMs: { readonly max: number; readonly p50: number; readonly p99: number };
  /**
   * `use`: the share of the simulated time in which the line was transmitting; `useOfBacklog`: the share of the time in
   * which a record waited.
   */
  readonly line: { readonly bytes: number; readonly use: number; readonly useOfBacklog: number };
  readonly lock: { readonly handoffs: number; readonly takeovers: number };
  /** The last lines on the wire. */
  readonly text: readonly string[];
}

/** A run that is over, by whatever board. Times are the board's own, since it was switched on. */
export interface FinishedRun {
  /** The board's id. */
  readonly board: string;
  readonly bundle: Pick<Manifest, "sha256" | "bytes">;
  readonly seed: number;
  readonly lengthUs: number;
  readonly wire: Wire;
  readonly stalls: Stalls;
  readonly events: SimReport["events"];
  readonly line: { readonly bytes: number; readonly busyUs: number; readonly byteUs: number };
  /** When the firmware's clock began. */
  readonly bootUs: number;
  /** The firmware's books; `undefined` for an application that logs by other means. */
  readonly stats: PrintkStats | undefined;
}

/** What the firmware's `printkStats()` says, as far as it is used here. */
export interface PrintkStats {
  readonly logged: number;
  readonly pending: number;
  readonly bootTime: number;
  readonly consoles: readonly {
    readonly name: string;
    readonly written: number;
    readonly dropped: Readonly<Record<string, number>>;
    readonly suppressed: number;
    readonly handoffs: number;
    readonly takeovers: number;
  }[];
}

const TEXT_LINES = 20;

/** The firmware's own books; `undefined` for an application that logs by other means. */
export function printkStats(board: SimulatedBoard): PrintkStats | undefined {
  return board.observe(({ printkStats }) =>
    typeof printkStats === "function" ? JSON.parse(JSON.stringify(printkStats())) : undefined,
  );
}

export function makeReport(run: FinishedRun): SimReport {
  const { wire, stalls, events, line, lengthUs, bootUs, stats } = run;
  const waits = waitsOf(wire.lines, bootUs + (stats?.bootTime ?? 0) * 1e6);
  const [first] = stats?.consoles ?? [];
  return {
    schema: 1,
    board: run.board,
    bundle: { sha256: run.bundle.sha256, bytes: run.bundle.bytes },
    seed: run.seed,
    simulatedMs: rounded(lengthUs / 1000),
    records: stats ? firmwareRecords(stats) : printedRecords(waits.length),
    events,
    stallMs: stallMs(stalls),
    latencyMs: latencies(waits),
    line: {
      bytes: line.bytes,
      use: rounded(line.busyUs / lengthUs),
      useOfBacklog: rounded(useOfBacklog(waits, line.byteUs)),
    },
    lock: { handoffs: first?.handoffs ?? 0, takeovers: first?.takeovers ?? 0 },
    text: wire.lines.slice(-TEXT_LINES).map(({ text }) => text),
  };
}

/** The simulated board's part of a run that is over. */
export function finishedSimulation(board: SimulatedBoard) {
  const uart = board.uart(board.board.console.device);
  return {
    board: board.board.id,
    lengthUs: board.clock.nowUs,
    stalls: board.stalls,
    events: board.stats.events,
    line: { bytes: uart.bytesSent, busyUs: uart.busyUs, byteUs: uart.byteUs },
    bootUs: board.hardware.bootUs,
    stats: printkStats(board),
  };
}

/** What does not add up, in words; nothing when the books close. */
export function openBooks(report: SimReport, wire: Wire): string[] {
  const { logged, written, dropped, suppressed } = report.records;
  const lost = sum(Object.values(dropped));
  const onWire = wire.lines.filter((line) => recordTime(line) !== undefined).length;
  const announced = sum(wire.lines.map(announcedLoss));
  return [
    ...(logged === written + lost + suppressed
      ? []
      : [`${logged} logged, but ${written} written, ${lost} dropped, ${suppressed} suppressed`]),
    ...(written === onWire ? [] : [`${written} written, but ${onWire} on the wire`]),
    ...(announced <= lost ? [] : [`${lost} dropped, but ${announced} announced as lost`]),
  ];
}

function firmwareRecords({ logged, consoles }: PrintkStats): SimReport["records"] {
  const { written = 0, dropped = {}, suppressed = 0 } = consoles[0] ?? {};
  return { logged, written, dropped, suppressed };
}

/** Whoever prints at once has written what he logged. */
function printedRecords(count: number): SimReport["records"] {
  return { logged: count, written: count, dropped: {}, suppressed: 0 };
}

function stallMs(stalls: Stalls): SimReport["stallMs"] {
  const { start, running } = stalls.parted();
  return {
    start: rounded(start.quantileMs(1)),
    max: rounded(running.quantileMs(1)),
    p99: rounded(running.quantileMs(0.99)),
  };
}

/** From the log call to the last bit of the record's line. */
interface Wait {
  readonly fromUs: number;
  readonly toUs: number;
  readonly bytes: number;
}

function waitsOf(lines: readonly WireLine[], bootUs: number): Wait[] {
  return lines.flatMap((line) => {
    const time = recordTime(line);
    if (time === undefined) return [];
    return [{ fromUs: bootUs + time * 1e6, toUs: line.endUs, bytes: line.bytes }];
  });
}

function latencies(waits: readonly Wait[]): SimReport["latencyMs"] {
  const ms = waits.map(({ fromUs, toUs }) => (toUs - fromUs) / 1000);
  const at = (share: number) => rounded(quantile(ms, share));
  return { max: at(1), p50: at(0.5), p99: at(0.99) };
}

/** Time in which several records wait counts once. */
function useOfBacklog(waits: readonly Wait[], byteUs: number): number {
  let waitedUs = 0;
  let bytes = 0;
  let untilUs = 0;
  for (const wait of waits) {
    waitedUs += Math.max(0, wait.toUs - Math.max(wait.fromUs, untilUs));
    untilUs = Math.max(untilUs, wait.toUs);
    bytes += wait.bytes;
  }
  return waitedUs === 0 ? 1 : Math.min(1, (bytes * byteUs) / waitedUs);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Three decimals: microseconds of milliseconds, tenths of a percent. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
