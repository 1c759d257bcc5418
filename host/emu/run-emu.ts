/** One run from flash to report, as on the simulated board: boot, storm, and time for the line to drain. */
import { setImmediate } from "node:timers/promises";
import type { Board } from "../../firmware/board.ts";
import type { FirmwareBundle } from "../bundle/firmware-bundle.ts";
import { makeReport, openBooks, type PrintkStats, type SimReport } from "../sim/report.ts";
import { CALM_MS, startStorm } from "../sim/storm.ts";
import { Wire, type WireLine } from "../sim/wire.ts";
import { inWords, type TokenFacts } from "../tokens/bundle-lines.ts";
import { BoardView } from "./board-view.ts";
import type { BootRom } from "./boot-rom/boot-rom.ts";
import { EmulatedPico } from "./emulated-pico.ts";
import { EventLoopWatch } from "./event-loop-watch.ts";
import type { FirmwareImage } from "./firmware-image.ts";
import { lostEvents } from "./lost-events.ts";
import type { PacedUart } from "./paced-uart.ts";
import { askOverUsb, powerFromUsb } from "./usb-prompt.ts";

export interface EmuRequest {
  readonly board: Board;
  readonly firmware: FirmwareImage;
  /** Ours unless another is given. */
  readonly bootRom?: BootRom;
  readonly bundle: Pick<FirmwareBundle, "code"> & {
    readonly manifest: { sha256: string; bytes: number } & TokenFacts;
  };
  readonly durationMs: number;
  readonly seed: number;
  /** Called for each line as it leaves the board. */
  readonly onLine?: (line: WireLine) => void;
  /** Ends the run early; its reason is thrown. */
  readonly signal?: AbortSignal;
}

export interface EmuResult {
  readonly report: SimReport;
  /** What does not add up. */
  readonly problems: readonly string[];
}

/** @throws CliError - where the firmware does not answer, or stops the emulation. */
export async function runEmu(request: EmuRequest): Promise<EmuResult> {
  const { board, bundle, durationMs, seed, onLine, signal, ...machine } = request;
  const pico = new EmulatedPico({ ...machine, storage: board.flash.storage });
  pico.storage.write(".bootcde", bundle.code);
  powerFromUsb(pico);
  const view = new BoardView(pico, board);
  const uart = pico.uart(board.console.device);
  const wire = new Wire(view.asBoard().uart(board.console.device), onLine, inWords(bundle.manifest));
  const loop = new EventLoopWatch(pico);
  startStorm(view.asBoard(), durationMs, seed, CALM_MS);
  await runFor(pico, durationMs, signal);
  settle(pico, uart);
  // As it was before the firmware is asked for its books, which takes time as well.
  const run = {
    board: board.id,
    bundle: bundle.manifest,
    seed,
    lengthUs: pico.nanos / 1000,
    wire,
    stalls: loop.stalls.soFar(),
    events: eventsOf(pico, view),
    line: { bytes: uart.stats.sent, busyUs: uart.stats.busyNanos / 1000, byteUs: uart.byteNanos / 1000 },
    bootUs: 0,
  };
  const report = makeReport({ ...run, stats: drainedStats(pico, uart) });
  return { report, problems: openBooks(report, wire) };
}

/** Emulating takes longer than it shows, so that between slices of it there has to be room for a Ctrl-C. */
async function runFor(pico: EmulatedPico, durationMs: number, signal?: AbortSignal): Promise<void> {
  for (let ms = 0; ms < durationMs; ms += sliceMs) {
    pico.runFor(Math.min(sliceMs, durationMs - ms));
    await setImmediate();
    signal?.throwIfAborted();
  }
}

function eventsOf(pico: EmulatedPico, { edges }: BoardView): SimReport["events"] {
  const bytes = pico.uarts.reduce((sum, { stats }) => sum + stats.received + stats.overruns, 0);
  return { raised: edges + bytes, lost: lostEvents(pico) };
}

/** The firmware's own books, once nothing is pending any more. */
function drainedStats(pico: EmulatedPico, uart: PacedUart): PrintkStats | undefined {
  for (let look = 0; ; look++) {
    const stats = askOverUsb(pico, 'typeof printkStats=="function"?printkStats():null') as PrintkStats | null;
    if (!stats?.pending || look === looksMax) return stats ?? undefined;
    settle(pico, uart);
  }
}

/** Lets the firmware write until the line has been quiet for a while. */
function settle(pico: EmulatedPico, uart: PacedUart): void {
  let sent = -1;
  for (let ms = 0; ms < drainMsMax && sent !== uart.stats.sent; ms += quietMs) {
    sent = uart.stats.sent;
    pico.runFor(quietMs);
  }
}

const sliceMs = 50;
const quietMs = 100;
const drainMsMax = 60_000;
const looksMax = 100;
