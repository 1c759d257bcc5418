/** What a run on the simulated board came to, as one object with a fixed shape. */
import type { Manifest } from "../bundle/firmware-bundle.ts";
import type { SimulatedBoard } from "./simulated-board.ts";
import { quantile } from "./stalls.ts";
import type { SimulatedUart } from "./uart.ts";
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
  /** Turns of the event loop in which something was done. */
  readonly stallMs: { readonly max: number; readonly p99: number };
  /** From the log call to the last bit of the record's line. */
  readonly latencyMs: { readonly max: number; readonly p50: number; readonly p99: number };
  /** `use`: the share of the simulated time in which the line was transmitting. */
  readonly line: { readonly bytes: number; readonly use: number };
  readonly lock: { readonly handoffs: number; readonly takeovers: number };
  /** The last lines on the wire. */
  readonly text: readonly string[];
}

/** A run that is over. */
export interface FinishedRun {
  readonly board: SimulatedBoard;
  readonly uart: SimulatedUart;
  readonly wire: Wire;
  readonly bundle: Pick<Manifest, "sha256" | "bytes">;
  readonly seed: number;
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

export function makeReport({ board, uart, wire, bundle, seed }: FinishedRun): SimReport {
  const stats = printkStats(board);
  const { events, stallMs } = board.stats;
  return {
    schema: 1,
    board: board.board.id,
    bundle: { sha256: bundle.sha256, bytes: bundle.bytes },
    seed,
    simulatedMs: rounded(board.clock.nowUs / 1000),
    records: stats ? firmwareRecords(stats) : printedRecords(wire.lines),
    events,
    stallMs: { max: rounded(stallMs.max), p99: rounded(stallMs.p99) },
    latencyMs: latencies(wire.lines, board.hardware.bootUs + (stats?.bootTime ?? 0) * 1e6),
    line: { bytes: uart.bytesSent, use: rounded(uart.busyUs / board.clock.nowUs) },
    lock: { handoffs: stats?.consoles[0]?.handoffs ?? 0, takeovers: stats?.consoles[0]?.takeovers ?? 0 },
    text: wire.lines.slice(-TEXT_LINES).map(({ text }) => text),
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
function printedRecords(lines: readonly WireLine[]): SimReport["records"] {
  const count = lines.filter((line) => recordTime(line) !== undefined).length;
  return { logged: count, written: count, dropped: {}, suppressed: 0 };
}

function latencies(lines: readonly WireLine[], bootUs: number): SimReport["latencyMs"] {
  const ms = lines.flatMap((line) => {
    const time = recordTime(line);
    return time === undefined ? [] : [(line.endUs - bootUs) / 1000 - time * 1000];
  });
  const at = (share: number) => rounded(quantile(ms, share));
  return { max: at(1), p50: at(0.5), p99: at(0.99) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Three decimals: microseconds of milliseconds, tenths of a percent. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
