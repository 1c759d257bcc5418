/** One run from flash to report: boot, storm, and time for the line to drain. */
import type { Board } from "../../firmware/board.ts";
import type { FirmwareBundle } from "../bundle/firmware-bundle.ts";
import { inWords, type TokenFacts } from "../tokens/bundle-lines.ts";
import type { Watched } from "./interpreter.ts";
import { finishedSimulation, makeReport, openBooks, printkStats, type SimReport } from "./report.ts";
import { SimulatedBoard } from "./simulated-board.ts";
import { CALM_MS, startStorm } from "./storm.ts";
import { Wire, type WireLine } from "./wire.ts";

export interface SimRequest {
  readonly board: Board;
  readonly bundle: Pick<FirmwareBundle, "code"> & {
    readonly manifest: { sha256: string; bytes: number } & TokenFacts;
  };
  readonly durationMs: number;
  readonly seed: number;
  /** Called for each line as it leaves the board. */
  readonly onLine?: (line: WireLine) => void;
  readonly watched?: Watched;
}

export interface SimResult {
  readonly report: SimReport;
  /** What does not add up. */
  readonly problems: readonly string[];
  /** What the application threw and nobody caught. */
  readonly uncaught: readonly string[];
}

/** How long the line may take to drain, and how often the firmware's books are looked at meanwhile. */
const DRAIN_MS_MAX = 60_000;
const LOOK_EVERY_MS = 20;

/** @throws CliError `BOARD_STUCK` */
export function runSim({ board: facts, bundle, durationMs, seed, onLine, watched }: SimRequest): SimResult {
  const storage = new Map([[".bootcde", bundle.code]]);
  const board = new SimulatedBoard(facts, { seed, storage, watched });
  const uart = board.uart(facts.console.device);
  const wire = new Wire(uart, onLine, inWords(bundle.manifest));
  startStorm(board, durationMs, seed, CALM_MS);
  board.runFor(durationMs);
  drain(board, () => uart.isIdle);
  const report = makeReport({ ...finishedSimulation(board), wire, bundle: bundle.manifest, seed });
  return { report, problems: openBooks(report, wire), uncaught: board.uncaught };
}

/** Lets the firmware write what it still has, until everything is on the wire. */
function drain(board: SimulatedBoard, isLineIdle: () => boolean): void {
  const endUs = board.clock.nowUs + DRAIN_MS_MAX * 1000;
  while (board.clock.nowUs < endUs && !(isLineIdle() && !printkStats(board)?.pending))
    board.runFor(LOOK_EVERY_MS);
}
