import type { Board } from "../../firmware/board.ts";
import type { Port } from "../link/port.ts";
import { tell } from "../link/prompt.ts";
import { resetBoard } from "../link/reset-board.ts";
import { shiftLevel } from "../link/shift-level.ts";
import type { ItemSource } from "../monitor/item-source.ts";
import { lineShown } from "../monitor/line-shown.ts";
import type { Output } from "./command.ts";
import { type Key, readKeys } from "./keys.ts";
import { reportError } from "./report-error.ts";
import type { Terminal } from "./terminal.ts";
import type { Watching } from "./watch-sources.ts";

/** Boards that are being watched, and the facts of them, where they are known. */
export interface WatchSession extends Watching<ItemSource> {
  readonly board?: Board;
}

/**
 * Lets the person at the terminal do something to the boards: each key acts on all that are watched.
 *
 * @param more - keys of the command's own.
 * @returns a function that gives the terminal back.
 */
export function watchKeys(session: WatchSession, more: readonly Key[], output: Output): () => void {
  const { terminal } = output;
  if (terminal === undefined) return () => {};
  output.note("press ? for the keys");
  const toAll = (act: (port: Port) => Promise<void>) =>
    Promise.all(session.sources.map(({ currentPort }) => act(currentPort)));
  return readKeys({
    terminal,
    keys: [...more, ...keysOf(session, toAll, output)],
    print: output.print,
    sendLine: (line) => toAll((port) => tell(port, line)),
    sendKeys: (keys) => toAll((port) => port.write(Buffer.from(keys))),
    onError: (error) => reportError(error, [], output),
    onTyping: echo(session, terminal),
  });
}

type ToAll = (act: (port: Port) => Promise<void>) => Promise<unknown>;

function keysOf({ board, screen, end }: WatchSession, toAll: ToAll, { note }: Output): Key[] {
  const pauseOrGoOn = (): void => {
    if (screen.isPaused) screen.resume();
    else {
      screen.pause();
      note("paused; p goes on");
    }
  };
  return [
    { key: "r", summary: "reset the board", act: () => toAll((port) => resetBoard(port, board)) },
    { key: "p", summary: "pause the screen, and go on", act: pauseOrGoOn },
    { key: "+", summary: "show a level more on the board", act: () => toAll((port) => shiftLevel(port, 1)) },
    { key: "-", summary: "show a level less on the board", act: () => toAll((port) => shiftLevel(port, -1)) },
    { key: "c", summary: "send Ctrl-C", act: () => toAll((port) => port.write(Buffer.from("\x03"))) },
    { key: "q", summary: "quit", act: end },
  ];
}

/** While keys go to the board, the line that it echoes stands below its records. */
function echo({ sources }: WatchSession, terminal: Terminal): (isTyping: boolean) => void {
  let stops: (() => void)[] = [];
  return (isTyping) => {
    for (const stop of stops) stop();
    const show = (text: string): void => terminal.keepBelow(lineShown(text));
    stops = isTyping ? sources.map((source) => source.onUnfinished(show)) : [];
  };
}
