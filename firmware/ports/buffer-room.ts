/**
 * A UART behind the interpreter's transmit buffer. The reckoning is all there is on most firmware; where the interpreter
 * counts its buffer (`process.memory(false).tx`, after 2v29) the count corrects it now and then, because others print too.
 *
 * The count is wrong in its first form: `used` is what is free, unless the buffer is empty. So it is believed only after
 * it was right about what was reckoned, one way or the other.
 *
 * Source: src/jsdevices.c, jshGetTransmitBufferUsage, Espruino 2v29.277.
 */
import type { Platform } from "../platform/platform.ts";
import type { RoomIn } from "./room.ts";

/** How far the count may be from the reckoning: what leaves the buffer within 1 ms at 115200 baud. */
const TOLERANCE_CHARS = 12;
/** Slices between two looks at the count, which costs as much as a record. */
const SLICES_PER_LOOK = 64;

/** 1: `used` is what is used; -1: it is what is free; 0: there is no count. */
export type Sense = -1 | 0 | 1;

export const bufferRoom: RoomIn<"buffer"> = (device, platform, transmit, charsPerSecond, patience) => {
  const grant = reckonBuffer(platform, transmit.depth, charsPerSecond, patience);
  return (text, offset, count) => {
    const granted = grant(platform.now(), count);
    if (granted < 1) return 0;
    device.write(text.substr(offset, granted));
    return granted;
  };
};

/** Grants as many of the `wanted` characters as fit at `now`, and takes it that they are handed over at once. */
export type Grant = (now: number, wanted: number) => number;

/** The reckoning for a buffer of `depth` characters, which may be handed `patience` more than fit. */
export function reckonBuffer(
  platform: Platform,
  depth: number,
  charsPerSecond: number,
  patience: number,
): Grant {
  let emptyTime = 0;
  let sense: Sense | undefined;
  let slices = 0;
  return (now, wanted) => {
    let queued = emptyTime > now ? (emptyTime - now) * charsPerSecond : 0;
    if (sense === undefined) sense = senseOf(platform, queued);
    else if (sense && ++slices % SLICES_PER_LOOK === 0) queued = usedOf(platform, sense);
    const room = (depth + patience - queued) | 0;
    const count = room < wanted ? room : wanted;
    emptyTime = now + (queued + count) / charsPerSecond;
    return count;
  };
}

/** What the count means, learnt when both meanings are far apart. @returns `undefined` as long as nobody can tell. */
export function senseOf(platform: Platform, queued: number): Sense | undefined {
  if (queued <= 2 * TOLERANCE_CHARS) return undefined;
  const tx = platform.transmitBuffer();
  if (!tx) return 0;
  if (isNear(2 * queued, tx.total)) return undefined;
  return isNear(tx.used, queued) ? 1 : isNear(tx.total - tx.used, queued) ? -1 : undefined;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE_CHARS;
}

/** What the count says is queued, once its meaning is known. Context: task. */
export function usedOf(platform: Platform, sense: Sense): number {
  const { used, total } = platform.transmitBuffer() as { used: number; total: number };
  return sense > 0 || !used ? used : total - used;
}
