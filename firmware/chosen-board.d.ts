/** The board chosen with `--board`, as far as the firmware needs to know it. The build provides the module. */
import type { LinkedBoard } from "./board.ts";

export declare const board: LinkedBoard;
