import { HEAD, MASK, type PumpWords, TAIL } from "./pump-words.ts";

/** A ring of bytes that JavaScript fills and the pump empties. */
export interface ByteRing {
  readonly words: PumpWords;
  readonly bytes: Uint8Array;
}

/**
 * Puts in as many of the `count` characters from `offset` on as there is room for. Context: whoever is inside the driver.
 *
 * @returns how many.
 */
export function putBytes({ words, bytes }: ByteRing, text: string, offset: number, count: number): number {
  const head = words[HEAD] as number;
  const mask = words[MASK] as number;
  // Both count modulo 2^32, and so does their difference.
  const room = mask + 1 - ((head - (words[TAIL] as number)) | 0);
  if (room < count) count = room;
  const at = head & mask;
  const untilEnd = mask + 1 - at;
  if (count > untilEnd) {
    setText(bytes, text.substr(offset, untilEnd), at);
    setText(bytes, text.substr(offset + untilEnd, count - untilEnd), 0);
  } else if (count > 0) setText(bytes, text.substr(offset, count), at);
  // The bytes first, then the head (COMMIT-LAST).
  words[HEAD] = (head + count) | 0;
  return count;
}

/** Espruino takes a text for the codes of its characters, which no other way of copying them comes near to. */
export function setText(bytes: Uint8Array, text: string, at: number): void {
  bytes.set(text as unknown as ArrayLike<number>, at);
}
