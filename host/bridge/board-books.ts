import { type Item, levelNames, type RecordItem } from "../monitor/item.ts";

/** What came from one board since the bridge began. */
export class BoardBooks {
  readonly board: string;
  readonly recordsByLevel: number[] = levelNames.map(() => 0);
  /** Records that the board or the line has dropped, by reason. A board chooses its words, so there is a bound to them. */
  readonly droppedByReason = new Map<string, number>();
  texts = 0;
  resets = 0;
  reconnects = 0;
  isConnected = false;
  /** How full the board's ring was when it last said so: see the plugin `ringLevel`. */
  ring: { readonly used: number; readonly size: number } | undefined;

  constructor(board: string) {
    this.board = board;
  }

  get records(): number {
    return this.recordsByLevel.reduce((sum, count) => sum + count, 0);
  }

  get dropped(): number {
    return [...this.droppedByReason.values()].reduce((sum, count) => sum + count, 0);
  }

  enter(item: Item): void {
    if (item.kind === "record") {
      this.recordsByLevel[item.level]!++;
      this.ring = ringOf(item) ?? this.ring;
    } else if (item.kind === "loss") this.enterLoss(item.dropped, item.reason);
    else if (item.kind === "text") this.texts++;
    else this.enterEvent(item.event);
  }

  private enterLoss(dropped: number, reason: string): void {
    const isKnown = this.droppedByReason.has(reason) || this.droppedByReason.size < reasonsMax;
    const word = isKnown ? reason.slice(0, reasonLengthMax) : otherReason;
    this.droppedByReason.set(word, (this.droppedByReason.get(word) ?? 0) + dropped);
  }

  private enterEvent(event: string): void {
    if (event === "vanished") this.isConnected = false;
    if (event === "returned") this.reconnects++;
    if (event === "returned") this.isConnected = true;
    if (event === "reset") this.resets++;
  }
}

const reasonsMax = 16;
const reasonLengthMax = 64;
const otherReason = "other";

/** `ring-level: 12 of 64`: what the plugin `ringLevel` has the board say. */
function ringOf({ facility, text }: RecordItem): BoardBooks["ring"] {
  const [, used, size] = (facility === "ring-level" && /^(\d{1,6}) of (\d{1,6})$/.exec(text)) || [];
  return size === undefined ? undefined : { used: Number(used), size: Number(size) };
}
