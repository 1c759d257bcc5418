import type { Item, RecordItem } from "./item.ts";
import type { Stage } from "./stage.ts";

/**
 * How far a record's time may lie before that of the one before it, in seconds: an interrupt's record may overtake that
 * of what it interrupted. A board that started again is further back.
 */
const overtakingMax = 0.1;

/**
 * Says what happened between two records: that the board has started again, and that records are missing whose loss the
 * board has not announced, as when the line dropped them. Without numbers on the wire only the first can be told.
 */
export function continuity(): Stage<Item, Item> {
  /** The last record of each writer. */
  const last = new Map<RecordItem["writer"], RecordItem>();
  let announced = 0;

  function before(record: RecordItem): Item[] {
    const previous = last.get(record.writer);
    const explained = announced;
    announced = 0;
    if (previous !== undefined && hasRestarted(previous, record)) return restartWith(record);
    last.set(record.writer, record);
    const missing = (record.seq ?? 0) - (previous?.seq ?? record.seq ?? 0) - 1 - explained;
    return missing > 0 ? [{ kind: "loss", dropped: missing, reason: "not received" }] : [];
  }

  function restartWith(record: RecordItem): Item[] {
    last.clear();
    last.set(record.writer, record);
    return [restarted];
  }

  return {
    push(item) {
      if (item.kind === "loss") announced += item.dropped;
      return item.kind === "record" ? [...before(item), item] : [item];
    },
  };
}

const restarted: Item = { kind: "event", event: "reset", text: "the board has started again" };

function hasRestarted(previous: RecordItem, { seq, time }: RecordItem): boolean {
  if (seq !== undefined && previous.seq !== undefined && seq <= previous.seq) return true;
  return time < previous.time - overtakingMax;
}
