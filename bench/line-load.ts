/** What becomes of the records when a firmware logs a share of what its line can carry. */
import type { Board } from "../firmware/board.ts";
import { finishedSimulation, makeReport, openBooks, type SimReport } from "../host/sim/report.ts";
import { SimulatedBoard } from "../host/sim/simulated-board.ts";
import { announcedLoss, Wire } from "../host/sim/wire.ts";

/** How the line was used, and what does not add up. */
export interface LineLoad extends Pick<SimReport, "records" | "stallMs"> {
  /** Records that the application was to log; one without time for it logs less. */
  readonly asked: number;
  /** Of the time under load. */
  readonly lineUse: number;
  /** Records that the stream says were lost. */
  readonly announced: number;
  readonly problems: readonly string[];
}

/** Of each record of `bench/apps/line-load`. */
const RECORD_BYTES = 60;
/** How long a board may take to start, and afterwards to write what it still has, in milliseconds. */
const BOOT_MS = 1500;
const DRAIN_MS = 30_000;

/**
 * @param code - `bench/apps/line-load`, built for the board.
 * @param share - 1 for as much as the line carries.
 */
export function loadLine(facts: Board, code: string, share: number, forMs: number): LineLoad {
  const board = new SimulatedBoard(facts, { storage: new Map([[".bootcde", code]]) });
  const uart = board.uart(facts.console.device);
  const wire = new Wire(uart);
  board.runFor(BOOT_MS);
  const bytesBefore = uart.bytesSent;
  board.evaluate(`load(${share})`);
  board.runFor(forMs);
  const lineUse = ((uart.bytesSent - bytesBefore) * uart.byteUs) / (forMs * 1000);
  board.evaluate("load(0)");
  board.runFor(DRAIN_MS);
  const run = { ...finishedSimulation(board), wire, bundle: { sha256: "", bytes: code.length }, seed: 1 };
  const report = makeReport(run);
  return {
    records: report.records,
    stallMs: report.stallMs,
    asked: Math.floor((share * forMs * 1000) / (RECORD_BYTES * uart.byteUs)),
    lineUse,
    announced: wire.lines.reduce((sum, line) => sum + announcedLoss(line), 0),
    problems: openBooks(report, wire),
  };
}
