/** How full a UART's transmit buffer is. One kind for each way in which bytes leave a board. */
import type { Transmit } from "../board.ts";
import type { Platform } from "../platform/platform.ts";

export interface Room {
  /** Characters that fit at `now`. Context: task. */
  left(now: number): number;
  /** Told of `count` characters just handed over at `now`. Context: that of the writer. */
  took(count: number, now: number): void;
}

/** Makes the reckoning for one UART. */
export type RoomIn<Kind extends Transmit["kind"]> = (
  platform: Platform,
  transmit: Extract<Transmit, { kind: Kind }>,
  charsPerSecond: number,
) => Room;

/** The kinds a board needs; the build links no others. */
export type Rooms = { readonly [Kind in Transmit["kind"]]?: RoomIn<Kind> };

/**
 * The buffer empties at the speed of the line, so the moment at which it will be empty says how full it is. Every kind of
 * room reckons with this, and corrects it by what it can find out.
 */
export interface Reckoning {
  /** When the last character handed over will have left the buffer, in seconds. */
  emptyTime: number;
}

export function reckon(reckoning: Reckoning, depth: number, charsPerSecond: number, now: number): number {
  return Math.floor(depth - Math.max(0, reckoning.emptyTime - now) * charsPerSecond);
}

export function fill(reckoning: Reckoning, count: number, charsPerSecond: number, now: number): void {
  reckoning.emptyTime = Math.max(now, reckoning.emptyTime) + count / charsPerSecond;
}
