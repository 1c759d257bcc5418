import { levelNames } from "../monitor/item.ts";
import type { BoardBooks } from "./board-books.ts";
import type { DeliveryStatus } from "./delivery.ts";

/** The bridge's books. */
export interface BridgeStatus {
  readonly boards: readonly BoardBooks[];
  readonly sinks: readonly DeliveryStatus[];
  readonly spoolBytes: number;
}

/** The books for people: a line for each board, and one for each sink. */
export function statusLines({ boards, sinks, spoolBytes }: BridgeStatus): string[] {
  return [
    ...boards.map(boardLine),
    ...sinks.map(sinkLine),
    `spool: ${(spoolBytes / 1024).toFixed(0)} KiB on disk`,
  ];
}

/** The books for programs, as one JSON object. */
export function statusJson({ boards, sinks, spoolBytes }: BridgeStatus): string {
  return JSON.stringify({ boards: boards.map(boardFacts), sinks, spoolBytes });
}

function boardLine(books: BoardBooks): string {
  const { board, records, dropped, texts, resets, reconnects } = books;
  return `${board}: ${records} records, ${dropped} dropped, ${texts} other lines, ${resets} resets, ${reconnects} reconnects`;
}

function sinkLine({ sink, delivered, waiting, dropped, rejected, trouble }: DeliveryStatus): string {
  const books = `${sink}: ${delivered} delivered, ${waiting} waiting, ${dropped} dropped, ${rejected} rejected`;
  return trouble === undefined ? books : `${books} (${trouble})`;
}

function boardFacts(books: BoardBooks): object {
  const { board, recordsByLevel, droppedByReason, texts, resets, reconnects, isConnected, ring } = books;
  const records = Object.fromEntries(levelNames.map((name, level) => [name, recordsByLevel[level]]));
  const dropped = Object.fromEntries(droppedByReason);
  return { board, isConnected, records, dropped, texts, resets, reconnects, ring };
}
