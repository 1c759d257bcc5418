/** The board chosen with `--board`, as far as the firmware needs to know it. The build provides the module. */
import type { LinkedBoard } from "./board.ts";

export declare const board: LinkedBoard;

/**
 * Whether machine code can log and write by itself, on the board's console and at its speed: all that `nativeRing` and
 * `nativeOffloader` promise. A constant of the build, so that what stands behind `if (hasNativeConsole)` costs nothing where
 * it is not so.
 */
export declare const hasNativeConsole: boolean;
