/**
 * A UART behind the interpreter's transmit ring. The reckoning is all there is on most firmware; where the interpreter
 * counts its ring (`process.memory(false).tx`, after 2v29) the count corrects it now and then, because others print too.
 *
 * The count is wrong in its first form: `used` is what is free, unless the ring is empty. So it is believed only after
 * it has told a known number of characters right, one way or the other.
 *
 * Source: src/jsdevices.c, jshGetTransmitBufferUsage, Espruino 2v29.277.
 */
import type { Platform } from "../platform/platform.ts";
import { fill, type Reckoning, type RoomIn, reckon } from "./room.ts";

/** Characters that may leave the ring between writing and asking: 1 ms at 115200 baud. */
const TOLERANCE_CHARS = 12;
/** Slices between two looks at the count, which costs as much as a record. */
const SLICES_PER_LOOK = 64;

export const ringRoom: RoomIn<"ring"> = (platform, { depth }, charsPerSecond) => {
  const reckoning: Reckoning = { emptyTime: 0 };
  /** 1: `used` is what is used; -1: what is free; 0: not known, or not to be believed. */
  let sense: -1 | 0 | 1 | undefined;
  let slices = 0;
  return {
    left(now) {
      const used = sense && slices++ % SLICES_PER_LOOK === 0 ? usedOf(platform, sense) : undefined;
      if (used !== undefined) reckoning.emptyTime = now + used / charsPerSecond;
      return reckon(reckoning, depth, charsPerSecond, now);
    },
    took(count, now) {
      if (sense === undefined && reckoning.emptyTime <= now) sense = senseOf(platform, count);
      fill(reckoning, count, charsPerSecond, now);
    },
  };
};

/** What the interpreter's count means, learnt from `count` characters just written into an empty ring. */
function senseOf(platform: Platform, count: number): -1 | 0 | 1 | undefined {
  const tx = platform.transmitRing();
  if (!tx) return 0;
  if (Math.abs(2 * count - tx.total) <= 2 * TOLERANCE_CHARS) return undefined;
  return isNear(tx.used, count) ? 1 : isNear(tx.total - tx.used, count) ? -1 : 0;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE_CHARS;
}

function usedOf(platform: Platform, sense: -1 | 1): number | undefined {
  const tx = platform.transmitRing();
  return tx && (sense > 0 || !tx.used ? tx.used : tx.total - tx.used);
}
