import type { Board } from "../../firmware/board.ts";
import { SimulatedBoard } from "./simulated-board.ts";

/** What logging costs a board at worst, in milliseconds by the cost model. */
export interface BoardLatency {
  /** A log call with four numbers, into a full ring. */
  readonly logCallMs: number;
  /** The same with a small object, which is made a text at once. */
  readonly objectCallMs: number;
  /** The longest turn of the event loop while a full ring drains. */
  readonly drainTurnMs: number;
  /** From a panic, with a full ring pending, to the reset. */
  readonly panicMs: number;
}

/** @param code - `examples/latency`, built for the board. */
export function latencyOf(facts: Board, code: string): BoardLatency {
  const board = new SimulatedBoard(facts);
  board.load(code);
  board.runFor(settleMs);
  const drainTurnMs = longestTurnMs(board, "fillRing()");
  board.evaluate("fillRing()");
  const emptyMs = tookMs(board, "0");
  const logCallMs = tookMs(board, "logNumbers()") - emptyMs;
  const objectCallMs = tookMs(board, "logObject()") - emptyMs;
  return { logCallMs, objectCallMs, drainTurnMs, panicMs: untilResetMs(board) };
}

/** Long enough for the slowest line to carry what the longest ring keeps. */
const settleMs = 20_000;

function tookMs(board: SimulatedBoard, statement: string): number {
  const startUs = board.clock.nowUs;
  board.evaluate(statement);
  return (board.clock.nowUs - startUs) / 1000;
}

function longestTurnMs(board: SimulatedBoard, statement: string): number {
  board.evaluate(statement);
  const turnsBefore = board.stalls.turns.length;
  board.runFor(settleMs);
  const turns = board.stalls.turns.slice(turnsBefore);
  return turns.reduce((longest, { startUs, endUs }) => Math.max(longest, endUs - startUs), 0) / 1000;
}

function untilResetMs(board: SimulatedBoard): number {
  const startUs = board.clock.nowUs;
  board.evaluate("goDown()");
  return (board.hardware.bootUs - startUs) / 1000;
}
