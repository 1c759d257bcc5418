/**
 * How full the interpreter says its transmit ring is.
 *
 * `process.memory(false).tx` appeared after 2v29 and is wrong in its first form: `used` is what is free, unless the ring
 * is empty. So it is believed only after it has told a known number of bytes right, one way or the other.
 *
 * Source: src/jsdevices.c, jshGetTransmitBufferUsage, Espruino 2v29.277.
 */
import type { Platform } from "../platform/platform.ts";

/** Bytes that may leave the ring between writing and asking: a dozen at 115200 baud. */
const TOLERANCE_CHARS = 12;

export interface RingGauge {
  /** Learns from `count` characters just written into an empty ring. Context: task. */
  learn(count: number): void;
  /** Characters in the ring; `undefined` as long as nobody knows. Costs about 2 ms. Context: task. */
  queued(): number | undefined;
}

export function createRingGauge(platform: Platform): RingGauge {
  let sense = 0;
  let isTried = false;

  function learn(count: number): void {
    const tx = platform.transmitRing();
    if (isTried || !tx || Math.abs(2 * count - tx.total) <= 2 * TOLERANCE_CHARS) return;
    isTried = true;
    if (Math.abs(tx.used - count) <= TOLERANCE_CHARS) sense = 1;
    if (Math.abs(tx.total - tx.used - count) <= TOLERANCE_CHARS) sense = -1;
  }

  function queued(): number | undefined {
    const tx = sense ? platform.transmitRing() : undefined;
    return tx && (sense > 0 || !tx.used ? tx.used : tx.total - tx.used);
  }

  return { learn, queued };
}
