import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { Board } from "../../firmware/board.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { writeApplication } from "../bundle/write-application.ts";
import { listen } from "../sim/board.ts";

/** How long a simulated board is given to start. */
const bootMs = 200;

/**
 * Makes a function that boots an application, of which `main.ts` is the text, on a new simulated board each time: a Pico unless
 * told.
 *
 * @returns the board, its code, what it said while it started, and what it says from then on.
 */
export function bootedApplication(main: string, options: { tokens?: boolean; board?: Board } = {}) {
  const facts = options.board ?? rp2040Pico;
  let built: ReturnType<typeof buildFirmware> | undefined;
  return async function booted() {
    built ??= buildFirmware({
      entry: writeApplication({ "main.ts": main }),
      ...options,
      board: facts,
    });
    const board = new SimulatedBoard(facts);
    const heard = listen(board, facts.console.device);
    const { code, manifest } = await built;
    board.load(code);
    board.runFor(bootMs);
    const atStart = heard.text;
    heard.text = "";
    return { board, code, manifest, atStart, heard };
  };
}
