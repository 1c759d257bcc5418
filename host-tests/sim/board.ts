import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { Board } from "../../firmware/board.ts";
import { SimulatedBoard, type SimulatedBoardOptions } from "../../host/sim/simulated-board.ts";

/** A board that has booted and greeted, and whose line is quiet. */
export function bootedBoard(facts: Board = rp2040Pico, options?: SimulatedBoardOptions): SimulatedBoard {
  const board = new SimulatedBoard(facts, options);
  board.runFor(1000);
  return board;
}

/** Everything that leaves a UART from now on, as text. */
export function listen(board: SimulatedBoard, device = board.board.prompt.device): { text: string } {
  const heard = { text: "" };
  board.uart(device).onByte((byte) => {
    heard.text += String.fromCharCode(byte);
  });
  return heard;
}
