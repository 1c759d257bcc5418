import { setTimeout as sleep } from "node:timers/promises";
import type { Port } from "../link/port.ts";
import type { Item } from "./item.ts";
import { LineSplitter } from "./line-splitter.ts";
import { parseLine } from "./parse-line.ts";

export interface WatchOptions {
  readonly onItem: (item: Item) => void;
  /** Hears of the port's vanishing and coming back. */
  readonly onNote: (text: string) => void;
  /** Ends the watch when a line matches. */
  readonly until?: RegExp;
  /** Ends the watch, whatever happens. */
  readonly signal: AbortSignal;
  /** Opens the port again after it has vanished; without it that is an error. */
  readonly reopen?: () => Promise<Port>;
}

/** How often a vanished port is looked for. */
const retryMs = 250;

/**
 * Reads from a port until a line matches or the signal ends it. The port is closed then, or by somebody else.
 *
 * It listens from the moment it is called: what has the board speak may come after.
 *
 * @returns whether a line has matched.
 * @throws the reason of the port's vanishing when it cannot be reopened.
 */
export async function watch(port: Port, options: WatchOptions): Promise<boolean> {
  let current: Port | undefined = port;
  while (current !== undefined) {
    const outcome = await readOnce(current, options);
    await current.close();
    if (outcome !== "vanished") return outcome === "matched";
    options.onNote(`${current.name} has gone away; waiting for it`);
    current = await reappeared(options);
    if (current !== undefined) options.onNote(`${current.name} is back`);
  }
  return false;
}

type Outcome = "matched" | "ended" | "vanished";

function readOnce(port: Port, { onItem, until, signal, reopen }: WatchOptions): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    let isOver = signal.aborted;
    const splitter = new LineSplitter((line) => {
      if (isOver) return;
      onItem(parseLine(line));
      if (until?.test(line)) finish("matched");
    });
    const whenAborted = (): void => finish("ended");
    const stopData = port.onData((data) => splitter.push(data));
    const stopClose = port.onClose((reason) => {
      if (reason !== undefined && reopen === undefined) reject(reason);
      finish(reason === undefined ? "ended" : "vanished");
    });
    signal.addEventListener("abort", whenAborted);
    if (isOver) finish("ended");

    function finish(outcome: Outcome): void {
      // What has arrived of an unfinished line still counts, and may itself end the watch.
      if (!isOver && outcome !== "matched") splitter.end();
      isOver = true;
      stopData();
      stopClose();
      signal.removeEventListener("abort", whenAborted);
      resolve(outcome);
    }
  });
}

async function reappeared({ reopen, signal }: WatchOptions): Promise<Port | undefined> {
  while (!signal.aborted) {
    const port = await reopen?.().catch(() => undefined);
    if (port !== undefined) return port;
    await sleep(retryMs, undefined, { signal }).catch(() => {});
  }
  return undefined;
}
