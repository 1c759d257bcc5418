import type { Board } from "../../firmware/board.ts";

/** Levels of JavaScript calls for each KiB of RAM, and the least any board has. */
const LEVELS_PER_KIB = 0.5;
const LEVELS_MIN = 40;

/**
 * How deep JavaScript functions may call each other. An estimate: Espruino stops 512 bytes before the end of the C
 * stack (src/jsutils.c, jsuGetFreeStack), a level takes it several hundred bytes, and larger chips have more of it.
 */
export function stackDepthMax(board: Board): number {
  return Math.max(LEVELS_MIN, Math.floor((board.ramBytes / 1024) * LEVELS_PER_KIB));
}

/** The largest single value: all variables taken together. */
export function valueBytesMax(board: Board): number {
  return board.jsvars.count * board.jsvars.bytes;
}
