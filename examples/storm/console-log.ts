/** The same storm, logged with `console.log` in the same words: what the firmware is compared with. */
import { board } from "espruino-baton/board";
import { type StormNews, startStorm } from "./app.ts";

declare const Serial1: EspruinoSerial & { setConsole(force: boolean): void };

Serial1.setup(board.console.baud);

const news: StormNews = {
  edge: (input, count, seconds) => say(6, "input " + input + " edge " + count + " after " + seconds + " s"),
  tick: (count) => say(6, "tick " + count),
  gps: (bytes) => say(4, "gps " + bytes + " bytes"),
  over: () => say(5, "storm over"),
};
startStorm(news, (handler) => handler);

function say(level: number, text: string): void {
  console.log(`<${level}>[${getTime().toFixed(6).padStart(12)}] storm: ${text}`);
}
