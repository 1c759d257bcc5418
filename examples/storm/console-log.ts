/** The same storm, logged with `console.log` in the same words: what the firmware is compared with. */
import { board } from "espruino-baton/board";
import { startStorm } from "./app.ts";

declare const Serial1: EspruinoSerial & { setConsole(force: boolean): void };

Serial1.setup(board.console.baud);
startStorm({ info: (...args) => say(6, args), warning: (...args) => say(4, args) }, (handler) => handler);

/** Formats as a program without a logger would: replace one conversion after the other. */
function say(level: number, args: unknown[]): void {
  let text = args[0] as string;
  for (let i = 1; i < args.length; i++) text = text.replace(/%[df]/, `${args[i]}`);
  console.log(`<${level}>[${getTime().toFixed(6).padStart(12)}] storm: ${text}`);
}
