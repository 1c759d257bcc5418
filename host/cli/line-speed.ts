import type { Board } from "../../firmware/board.ts";
import type { Option } from "./command.ts";
import { parseBaud } from "./parse-baud.ts";

/** What `uartConsole()` sets up on boards that can. */
const usualBaud = 115_200;

/** For commands that listen to a firmware that runs. */
export const lineSpeedOption: Option = {
  flags: "--baud <n>",
  summary: `speed of the line (default: that of --board, else ${usualBaud})`,
  parse: parseBaud,
};

export function lineSpeed(chosen: number | undefined, board: Board | undefined): number {
  return chosen ?? board?.console.baud ?? usualBaud;
}
