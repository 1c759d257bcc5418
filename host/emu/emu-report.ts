import type { Manifest } from "../bundle/firmware-bundle.ts";
import type { PrintkStats, SimReport } from "../sim/report.ts";
import { quantile } from "../sim/stalls.ts";
import { recordTime, type Wire, type WireLine } from "../sim/wire.ts";
import type { BoardView } from "./board-view.ts";
import type { EmulatedPico } from "./emulated-pico.ts";
import type { EventLoopWatch } from "./event-loop-watch.ts";
import type { PacedUart } from "./paced-uart.ts";

/** The simulated board's report, with what only the real firmware can tell. */
export interface EmuReport extends SimReport {
  /** `useOfBacklog`: the share of the time in which a record waited that the line was transmitting. */
  readonly line: SimReport["line"] & { readonly useOfBacklog: number };
}

/** A run that is over, as it was before the firmware was asked for its books. */
export interface FinishedRun {
  readonly bundle: Pick<Manifest, "sha256" | "bytes">;
  readonly seed: number;
  readonly pico: EmulatedPico;
  readonly uart: PacedUart;
  readonly wire: Wire;
  readonly loop: EventLoopWatch;
  readonly view: BoardView;
  /** How long it took. */
  readonly nanos: number;
}

/** @param stats - `undefined` for an application that logs by other means. */
export function makeReport(run: FinishedRun, stats: PrintkStats | undefined): EmuReport {
  const { bundle, seed, wire, uart, loop, view, nanos } = run;
  const turnMs = (share: number) => rounded(loop.stalls.quantileMs(share));
  const waits = wire.lines.flatMap((line) => waitOf(line, stats?.bootTime ?? 0));
  const latencyMs = (share: number) =>
    rounded(
      quantile(
        waits.map(({ fromUs, toUs }) => (toUs - fromUs) / 1000),
        share,
      ),
    );
  return {
    schema: 1,
    board: view.board.id,
    bundle: { sha256: bundle.sha256, bytes: bundle.bytes },
    seed,
    simulatedMs: rounded(nanos / 1e6),
    records: recordsOf(stats, waits.length),
    events: eventsOf(run),
    stallMs: { max: turnMs(1), p99: turnMs(0.99) },
    latencyMs: { max: latencyMs(1), p50: latencyMs(0.5), p99: latencyMs(0.99) },
    line: {
      bytes: uart.stats.sent,
      use: rounded(uart.stats.busyNanos / nanos),
      useOfBacklog: rounded(useOfBacklog(waits, uart.byteNanos / 1000)),
    },
    lock: { handoffs: stats?.consoles[0]?.handoffs ?? 0, takeovers: stats?.consoles[0]?.takeovers ?? 0 },
    text: wire.lines.slice(-textLines).map(({ text }) => text),
  };
}

/** Whoever prints at once has written what he logged. */
function recordsOf(stats: PrintkStats | undefined, printed: number): SimReport["records"] {
  const { written = printed, dropped = {}, suppressed = 0 } = stats?.consoles[0] ?? {};
  return { logged: stats?.logged ?? printed, written, dropped, suppressed };
}

/** Bytes that found the receive FIFO full, and edges that came before the last one was taken notice of. */
export function lostEvents({ uarts, pins }: EmulatedPico): number {
  const overruns = uarts.reduce((sum, { stats }) => sum + stats.overruns, 0);
  return pins.reduce((sum, { lostEdges }) => sum + lostEdges, overruns);
}

function eventsOf({ pico, view }: FinishedRun): SimReport["events"] {
  const bytes = pico.uarts.reduce((sum, { stats }) => sum + stats.received + stats.overruns, 0);
  return { raised: view.edges + bytes, lost: lostEvents(pico) };
}

/** From the log call to the last bit of the record's line. */
interface Wait {
  readonly fromUs: number;
  readonly toUs: number;
  readonly bytes: number;
}

function waitOf(line: WireLine, bootTime: number): Wait[] {
  const time = recordTime(line);
  if (time === undefined) return [];
  return [{ fromUs: (bootTime + time) * 1e6, toUs: line.endUs, bytes: line.text.length + lineEndBytes }];
}

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

/** Three decimals: microseconds of milliseconds, tenths of a percent. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

const textLines = 20;
/** Carriage return and line feed. */
const lineEndBytes = 2;
