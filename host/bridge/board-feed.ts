import { setTimeout as sleep } from "node:timers/promises";
import { CliError } from "../errors.ts";
import type { Port } from "../link/port.ts";
import type { Item } from "../monitor/item.ts";
import { ItemSource } from "../monitor/item-source.ts";
import type { Stage } from "../monitor/stage.ts";
import type { BoardBooks } from "./board-books.ts";
import { type Message, numbering } from "./message.ts";

/** A board of the bridge: its name there, and how it is reached. */
export interface BridgedBoard {
  readonly name: string;
  readonly open: () => Promise<ReturningPort>;
  /** Makes items of its lines: of lines of text unless given. */
  readonly decoder?: Stage<string, Item>;
}

interface ReturningPort {
  readonly port: Port;
  readonly reopen: () => Promise<Port>;
}

export interface FeedOptions {
  readonly run: string;
  readonly books: BoardBooks;
  readonly onMessage: (message: Message) => void;
  readonly onNote: (text: string) => void;
  readonly signal: AbortSignal;
}

/** How often a port that could not be opened is tried again. */
const retryMs = 1000;

/**
 * Hands on what one board says until the signal ends it. A port that is not there is waited for, at the beginning too.
 * Nothing here ever holds back the board.
 *
 * @throws CliError for an address that can never be opened.
 */
export async function feed(board: BridgedBoard, options: FeedOptions): Promise<void> {
  const { books, signal, onNote } = options;
  const number = numbering(board.name, options.run);
  while (!signal.aborted) {
    const opened = await openSometime(board, options);
    if (opened === undefined) return;
    books.isConnected = true;
    const source = new ItemSource(opened.port, { reopen: opened.reopen, decoder: board.decoder, signal });
    source.onArrival((arrival) => {
      books.enter(arrival.item);
      options.onMessage(number(arrival));
      if (arrival.item.kind === "event") onNote(`${board.name}: ${arrival.item.text}`);
    });
    await source.run().catch((error) => onNote(`${board.name}: ${error.message}`));
    books.isConnected = false;
  }
}

async function openSometime(
  { name, open }: BridgedBoard,
  { signal, onNote }: FeedOptions,
): Promise<ReturningPort | undefined> {
  let said: string | undefined;
  while (!signal.aborted) {
    try {
      return await open();
    } catch (error) {
      if (error instanceof CliError && error.exitCode === 2) throw error;
      const { message } = error as Error;
      if (message !== said) onNote(`${name}: ${message}; waiting for it`);
      said = message;
    }
    await sleep(retryMs, undefined, { signal }).catch(() => {});
  }
  return undefined;
}
