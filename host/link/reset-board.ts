import { setTimeout as sleep } from "node:timers/promises";
import type { Board } from "../../firmware/board.ts";
import type { Port } from "./port.ts";
import { interrupt, tell } from "./prompt.ts";

/** How long the reset line is held. Source: esptool, reset.py, HardReset. */
const heldMs = 100;

/**
 * Resets the board: by the line that its USB adapter has for that, where the board's facts say so and the port has one, and
 * otherwise at the prompt, after a Ctrl-C that ends what may be running.
 */
export async function resetBoard(port: Port, board: Pick<Board, "resetsOnRts"> | undefined): Promise<void> {
  if (board?.resetsOnRts && (await pulseRts(port))) return;
  await interrupt(port);
  await tell(port, "E.reboot()");
}

/** @returns whether the port has the line. DTR stays low: raised alone, it would start the chip's boot loader. */
async function pulseRts(port: Port): Promise<boolean> {
  if (!(await port.setModemLines?.({ dtr: false, rts: true }))) return false;
  await sleep(heldMs);
  await port.setModemLines?.({ dtr: false, rts: false });
  return true;
}
