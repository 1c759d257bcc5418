import { HEAD, MASK, type PumpWords, TAIL } from "./pump-words.ts";

/** A ring of bytes that JavaScript fills and the pump empties. */
export interface ByteRing extends WholeWords {
  readonly words: PumpWords;
  readonly bytes: Uint8Array;
}

/** Words that are read and stored at once (WHOLE-WORD). Context: any. */
export interface WholeWords {
  /** Of the first of them; each takes four. */
  readonly address: number;
  /** @returns the unsigned word at an address. */
  load(address: number): number;
  store(address: number, word: number): void;
}

/** Whether all bytes are gone. Context: any. */
export function isPumpedOut({ load, address }: WholeWords): boolean {
  return load(address + 4 * HEAD) === load(address + 4 * TAIL);
}

/**
 * Puts in as many of the `count` characters from `offset` on as there is room for. Context: whoever is inside the driver.
 *
 * @returns how many.
 */
export function putBytes(
  { words, bytes, address, load, store }: ByteRing,
  text: string,
  offset: number,
  count: number,
): number {
  // Who puts bytes in is the only one to change the head (ONE-FILLER).
  const head = words[HEAD] as number;
  const mask = words[MASK] as number;
  // Both count modulo 2^32, and so does their difference.
  const room = mask + 1 - ((head - load(address + 4 * TAIL)) | 0);
  if (room < count) count = room;
  const at = head & mask;
  const untilEnd = mask + 1 - at;
  if (count > untilEnd) {
    setText(bytes, text.substr(offset, untilEnd), at);
    setText(bytes, text.substr(offset + untilEnd, count - untilEnd), 0);
  } else if (count > 0) setText(bytes, text.substr(offset, count), at);
  // The bytes first, then the head (COMMIT-LAST).
  store(address + 4 * HEAD, (head + count) | 0);
  return count;
}

/** Espruino takes a text for the codes of its characters, which no other way of copying them comes near to. */
export function setText(bytes: Uint8Array, text: string, at: number): void {
  bytes.set(text as unknown as ArrayLike<number>, at);
}
