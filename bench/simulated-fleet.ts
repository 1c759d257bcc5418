import { rp2040Pico } from "../boards/rp2040-pico.ts";
import type { Board } from "../firmware/board.ts";
import { buildFirmware } from "../host/bundle/firmware-bundle.ts";
import { SimulatedBoard } from "../host/sim/simulated-board.ts";

/** How often each board calls the log: see `bench/apps/fleet`. */
export const recordsPerBoard = 2000;
/** How long its firmware takes for that, at least. */
export const runMs = 10_000;

/** What left a board's UART in one slice of time. */
export interface Slice {
  /** Since the board was switched on, in milliseconds. */
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

/** How long a slice is. */
const sliceMs = 5;
/** A board is done when it has been silent for so long after its run. */
const silentMs = 500;

/**
 * What boards say that log 200 records a second, to be played at its proper times by a computer that could not simulate
 * so many at once. Each is simulated by itself, with chance of its own; they are switched on one after the other.
 *
 * @param clockHz - the processor's; a Pico's is 125 MHz.
 */
export async function simulateFleet(count: number, clockHz: number): Promise<readonly (readonly Slice[])[]> {
  const board: Board = { ...rp2040Pico, clockHz, console: { ...rp2040Pico.console, baud: 921_600 } };
  const { code } = await buildFirmware({ entry: "bench/apps/fleet", board });
  return Array.from({ length: count }, (_, index) =>
    delayed(simulate(board, code, index), (index * 50) / count),
  );
}

function simulate(board: Board, code: string, seed: number): Slice[] {
  const simulated = new SimulatedBoard(board, { seed });
  const slices: Slice[] = [];
  let bytes: number[] = [];
  simulated.uart(board.console.device).onByte((byte) => {
    bytes.push(byte);
  });
  simulated.load(code);
  let lastMs = 0;
  for (let atMs = 0; atMs < runMs || atMs - lastMs < silentMs; atMs = simulated.clock.nowUs / 1000) {
    simulated.runFor(sliceMs);
    if (bytes.length === 0) continue;
    lastMs = simulated.clock.nowUs / 1000;
    slices.push({ atMs: lastMs, bytes: Uint8Array.from(bytes) });
    bytes = [];
  }
  return slices;
}

function delayed(slices: readonly Slice[], delayMs: number): Slice[] {
  return slices.map(({ atMs, bytes }) => ({ atMs: atMs + delayMs, bytes }));
}
