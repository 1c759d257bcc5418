import type { SourcePosition } from "../bundle/errors.ts";

/**
 * What a board says, item by item. Whoever wants to know works on these and not on text: text lines, tokens and replays
 * all become the same items.
 */
export type Item = RecordItem | LossItem | TextItem | EventItem;

export interface RecordItem {
  readonly kind: "record";
  /** 0 is the worst, 7 the least: an index into `levelNames`. */
  readonly level: number;
  /** Seconds since the board's boot. */
  readonly time: number;
  readonly context: "task" | "interrupt";
  readonly facility?: string;
  readonly text: string;
  /** The record's number since boot, where the wire carries it. */
  readonly seq?: number;
  /** Set where machine code wrote it, whose records are counted apart and are in order among themselves. */
  readonly writer?: "machine";
  /** Its arguments by name, where the wire carries them and not their text. */
  readonly args?: Readonly<Record<string, unknown>>;
  /** Set where something was lost on the way from which `time` was to be counted. */
  readonly timeIsLowerBound?: true;
  /** The place in the sources: of the call that logged it, or the one that the text names as a line of a stack trace. */
  readonly position?: SourcePosition;
}

/** A gap between records: so many are missing here, and why. */
export interface LossItem {
  readonly kind: "loss";
  readonly dropped: number;
  readonly reason: string;
}

/** Any other line: an uncaught exception, the prompt, noise. */
export interface TextItem {
  readonly kind: "text";
  readonly text: string;
  /** As of a record. */
  readonly position?: SourcePosition;
}

/** What happened to the board or its port, as the host sees it. */
export interface EventItem {
  readonly kind: "event";
  readonly event: "vanished" | "returned" | "reset" | "flashed" | "refused";
  readonly text: string;
}

/** An item with what the host knows about its coming. */
export interface Arrival {
  readonly item: Item;
  /** The port it came from. */
  readonly port: string;
  /** When its first byte came, in milliseconds since 1970. */
  readonly arrivedMs: number;
}

/** Source: Linux include/linux/kern_levels.h, as `dmesg` spells them. */
export const levelNames = ["emerg", "alert", "crit", "err", "warn", "notice", "info", "debug"] as const;

/** What patterns are matched against: what a board said, without time and level. */
export function plainText(item: Item): string {
  if (item.kind === "loss") return `dropped ${item.dropped}: ${item.reason}`;
  return item.kind === "record" && item.facility !== undefined ? `${item.facility}: ${item.text}` : item.text;
}
