/**
 * Weather for a simulated board: edges in bursts on the pins the program watches, and bytes in bursts on the ports it
 * listens to. The same seed is the same storm, as long as the program watches the same.
 */
import { Prng } from "../prng.ts";
import type { SimulatedBoard } from "./simulated-board.ts";

type Range = readonly [least: number, most: number];

interface StormParameters {
  readonly edges: {
    /** From one burst to the next. */
    readonly pauseMs: Range;
    readonly count: Range;
    /** Between the edges of a burst: a bouncing switch. */
    readonly gapUs: Range;
  };
  readonly bytes: {
    readonly pauseMs: Range;
    /** At most what a UART's FIFO of 32 holds, so that only a board that is late loses some. */
    readonly count: Range;
  };
}

const THUNDERSTORM: StormParameters = {
  // About 50 edges a second, as from a few contacts that bounce. Source: Ganssle, "A Guide to Debouncing": 1.5 ms
  // of bouncing on average, up to 6 ms.
  edges: { pauseMs: [60, 200], count: [2, 12], gapUs: [150, 3000] },
  // A GPS receiver's or a sensor's short messages.
  bytes: { pauseMs: [60, 200], count: [8, 24] },
};

/**
 * Before it a board that is switched on with the storm has booted, in milliseconds: so every build of an application meets the
 * same storm.
 */
export const CALM_MS = 500;

/**
 * Lets a storm loose on a board, for as long as is said from this moment on.
 *
 * @param calmMs - how much of that passes before it begins.
 */
export function startStorm(
  board: SimulatedBoard,
  durationMs: number,
  seed: number,
  calmMs = 0,
  parameters = THUNDERSTORM,
): void {
  const nowUs = board.clock.nowUs;
  const storm = new Storm(board, nowUs + durationMs * 1000, new Prng(seed), parameters);
  storm.start(nowUs + calmMs * 1000);
}

class Storm {
  constructor(
    private readonly board: SimulatedBoard,
    private readonly endUs: number,
    private readonly prng: Prng,
    private readonly parameters: StormParameters,
  ) {}

  start(fromUs: number): void {
    const { edges, bytes } = this.parameters;
    this.repeat(edges.pauseMs, fromUs, (timeUs) => this.burstOfEdges(timeUs));
    this.repeat(bytes.pauseMs, fromUs, (timeUs) => this.burstOfBytes(timeUs));
  }

  private repeat(pauseMs: Range, fromUs: number, burst: (timeUs: number) => void): void {
    const nextUs = fromUs + this.pick(pauseMs) * 1000;
    if (nextUs >= this.endUs) return;
    this.board.clock.at(nextUs, () => {
      burst(nextUs);
      this.repeat(pauseMs, nextUs, burst);
    });
  }

  private burstOfEdges(fromUs: number): void {
    const pin = this.oneOf(this.board.watchedPins);
    const { count, gapUs } = this.parameters.edges;
    let timeUs = fromUs;
    let isHigh = pin?.isHigh ?? false;
    for (let left = this.pick(count); pin && left > 0; left--) {
      isHigh = !isHigh;
      timeUs += this.pick(gapUs);
      pin.drive(isHigh, timeUs);
    }
  }

  private burstOfBytes(fromUs: number): void {
    const uart = this.oneOf(this.board.listeningUarts);
    uart?.receive(MESSAGE.slice(0, this.pick(this.parameters.bytes.count)), fromUs);
  }

  private oneOf<T>(items: readonly T[]): T | undefined {
    return items[this.prng.below(items.length)];
  }

  private pick([least, most]: Range): number {
    return this.prng.between(least, most);
  }
}

const MESSAGE = "$GPGGA,123519,4807.038,N,01131.000";
