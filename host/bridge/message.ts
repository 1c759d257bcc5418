import type { Arrival, Item } from "../monitor/item.ts";

/** What a board said, on its way from the bridge to whoever subscribes. */
export interface Message extends Arrival {
  /** The board's name among those of the bridge. */
  readonly board: string;
  /** Which run of the bridge has numbered it. */
  readonly run: string;
  /**
   * Its number among this board's messages in this run, from 1. A message that is delivered again has the same number,
   * and one that is missing leaves a gap. 0 on what the bridge says for itself.
   */
  readonly number: number;
}

/** The name by which the bridge speaks of itself. */
export const bridgeName = "bridge";

/** Numbers what arrives from one board. */
export function numbering(board: string, run: string): (arrival: Arrival) => Message {
  let number = 0;
  return (arrival) => ({ ...arrival, board, run, number: ++number });
}

/** What the bridge says for itself. */
export function hostMessage(item: Item): Message {
  return { item, port: bridgeName, board: bridgeName, arrivedMs: Date.now(), run: "", number: 0 };
}
