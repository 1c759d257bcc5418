import type { Board } from "../../firmware/board.ts";
import { noPrompt } from "./errors.ts";

/** The UART that Espruino's prompt is on. @throws CliError `NO_PROMPT` when it is on a screen or a radio. */
export function promptUart(board: Board): string {
  const { device } = board.prompt;
  if (board.uarts.some((uart) => uart.device === device)) return device;
  throw noPrompt(board.name, device);
}
