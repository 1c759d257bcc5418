import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { writeApplication } from "../bundle/write-application.ts";
import { listen } from "../sim/board.ts";

/** How long a simulated Pico is given to start. */
const bootMs = 200;

/**
 * Makes a function that boots an application, of which `main.ts` is the text, on a new simulated Pico each time.
 *
 * @returns the board, its code, what it said while it started, and what it says from then on.
 */
export function bootedApplication(main: string, options: { tokens?: boolean } = {}) {
  let built: ReturnType<typeof buildFirmware> | undefined;
  return async function booted() {
    built ??= buildFirmware({
      entry: writeApplication({ "main.ts": main }),
      board: rp2040Pico,
      ...options,
    });
    const board = new SimulatedBoard(rp2040Pico);
    const heard = listen(board);
    const { code, manifest } = await built;
    board.load(code);
    board.runFor(bootMs);
    const atStart = heard.text;
    heard.text = "";
    return { board, code, manifest, atStart, heard };
  };
}
