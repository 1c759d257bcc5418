/**
 * One run with nothing left out between the compiler and the reader: the firmware is flashed through a real tty, the
 * board is switched off and on again, and what it says is read from the tty by a program that takes it for a serial port.
 */
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { Board } from "../../firmware/board.ts";
import type { FirmwareBundle } from "../bundle/firmware-bundle.ts";
import type { Output } from "../cli/command.ts";
import { flashFirmware, openFlashPort } from "../cli/flash-firmware.ts";
import { openPort } from "../link/port.ts";
import { openPty, type Pty } from "../link/pty.ts";
import { LineSplitter } from "../monitor/line-splitter.ts";
import { attach } from "../sim/realtime.ts";
import { finishedSimulation, makeReport, openBooks, printkStats } from "../sim/report.ts";
import type { SimResult } from "../sim/run-sim.ts";
import { SimulatedBoard } from "../sim/simulated-board.ts";
import { CALM_MS, startStorm } from "../sim/storm.ts";
import { recordTime, Wire, withoutPrompt } from "../sim/wire.ts";

export interface TtyRun {
  readonly board: Board;
  readonly bundle: FirmwareBundle;
  readonly seed: number;
  readonly durationMs: number;
  readonly output: Output;
  /** Called for each line as the reader of the tty gets it. */
  readonly onLine: (line: string) => void;
}

/** Virtual time between two looks at the tty, in ms. */
const SLICE_MS = 50;
/** Bytes that may wait in the tty before the board's time stops for its reader. */
const UNREAD_BYTES_MAX = 2048;
/** How long the reader waits for bytes that are on their way, in ms of the wall clock. */
const LAST_BYTES_MS_MAX = 2000;
/** How long the line may take to drain after the storm, in ms. */
const DRAIN_MS_MAX = 60_000;

/** @throws CliError of the link, or `BOARD_STUCK`. */
export async function runOverTty(run: TtyRun): Promise<SimResult> {
  const pty = openPty();
  try {
    const storage = await flashThrough(pty, run);
    return await stormThrough(pty, storage, run);
  } finally {
    pty.close();
  }
}

/** Flashes an empty board. @returns what is in its flash. */
async function flashThrough(pty: Pty, { board, bundle, output }: TtyRun): Promise<Map<string, string>> {
  const storage = new Map<string, string>();
  const attachment = attach(new SimulatedBoard(board, { storage }), board.prompt.device, {
    onData: pty.write,
  });
  pty.onData((data) => attachment.write(data));
  const firmware = { ...bundle, board };
  const port = await openFlashPort(pty.path, firmware);
  try {
    await flashFirmware(port, firmware, output, false);
  } finally {
    await port.close();
    attachment.close();
  }
  return storage;
}

/** Switches a board with this flash on, lets a storm loose on it, and reads its tty until it has said everything. */
async function stormThrough(pty: Pty, storage: Map<string, string>, run: TtyRun): Promise<SimResult> {
  const board = new SimulatedBoard(run.board, { seed: run.seed, storage });
  const uart = board.uart(run.board.console.device);
  const wire = new Wire(uart);
  const reader = await openReader(pty, run);
  let sent: number[] = [];
  uart.onByte((byte) => sent.push(byte));
  startStorm(board, run.durationMs, run.seed, CALM_MS);
  while (!isOver(board, run) && !run.output.signal.aborted) {
    board.runFor(SLICE_MS);
    pty.write(Uint8Array.from(sent));
    sent = [];
    do await nextTurn();
    while (pty.unreadBytes > UNREAD_BYTES_MAX && !run.output.signal.aborted);
  }
  const recordsSent = wire.lines.filter((line) => recordTime(line) !== undefined).length;
  const recordsRead = await reader.close(recordsSent);
  const report = makeReport({
    ...finishedSimulation(board),
    wire,
    bundle: run.bundle.manifest,
    seed: run.seed,
  });
  const lost =
    recordsSent === recordsRead ? [] : [`${recordsSent} sent, but ${recordsRead} read from the tty`];
  return { report, problems: [...openBooks(report, wire), ...lost], uncaught: board.uncaught };
}

function isOver(board: SimulatedBoard, { durationMs, board: { console } }: TtyRun): boolean {
  const ms = board.clock.nowUs / 1000;
  if (ms < durationMs) return false;
  return (
    ms > durationMs + DRAIN_MS_MAX || (board.uart(console.device).isIdle && !printkStats(board)?.pending)
  );
}

interface Reader {
  /** Waits a moment for the last of `recordsSent`. @returns how many came. */
  close(recordsSent: number): Promise<number>;
}

/** Opens the tty as any program would, with `serialport`, and hands on its lines. */
async function openReader(pty: Pty, { onLine, bundle }: TtyRun): Promise<Reader> {
  let recordsRead = 0;
  const lines = new LineSplitter((line) => {
    const text = withoutPrompt(line);
    if (recordTime({ text }) !== undefined) recordsRead++;
    onLine(text);
  });
  const port = await openPort(`serial:${pty.path}`, { baud: bundle.manifest.baud });
  port.onData((data) => lines.push(data));
  return {
    async close(recordsSent) {
      for (let waitedMs = 0; recordsRead < recordsSent && waitedMs < LAST_BYTES_MS_MAX; waitedMs += 10)
        await sleep(10);
      await port.close();
      return recordsRead;
    },
  };
}
