/** What a board says, line by line: a record, a gap between records, or any other text. */
export type Item = RecordItem | LossItem | TextItem;

export interface RecordItem {
  readonly kind: "record";
  /** 0 is the worst, 7 the least: an index into `levelNames`. */
  readonly level: number;
  /** Seconds since the board's boot. */
  readonly time: number;
  readonly context: "task" | "interrupt";
  readonly facility?: string;
  readonly text: string;
}

export interface LossItem {
  readonly kind: "loss";
  readonly dropped: number;
  readonly reason: string;
}

export interface TextItem {
  readonly kind: "text";
  readonly text: string;
}

/** Source: Linux include/linux/kern_levels.h, as `dmesg` spells them. */
export const levelNames = ["emerg", "alert", "crit", "err", "warn", "notice", "info", "debug"] as const;
