/** The same storm, logged with `console.log` in the same words: what the firmware is compared with. */
import { board } from "espruino-baton/board";
import { startStorm } from "./app.ts";

declare const Serial1: EspruinoSerial & { setConsole(force: boolean): void };

Serial1.setup(board.console.baud);
startStorm(
  {
    edge: (input, count, seconds) => say(6, "input " + input + " edge " + count + " after " + seconds + " s"),
    tick: (count) => say(6, "tick " + count),
    gps: (bytes, total) => say(4, "gps " + bytes + " bytes, " + total + " in all"),
    over: () => say(5, "storm over"),
  },
  (handler) => handler,
);

function say(level: number, text: string): void {
  console.log(`<${level}>[${getTime().toFixed(6).padStart(12)}] storm: ${text}`);
}
