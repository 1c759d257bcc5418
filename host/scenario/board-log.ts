import { continuity } from "../monitor/continuity.ts";
import type { Arrival, Item } from "../monitor/item.ts";
import { LineSplitter } from "../monitor/line-splitter.ts";
import { textLines } from "../monitor/parse-line.ts";
import { chain, type Stage } from "../monitor/stage.ts";

/** What is kept; of a board that says more, the oldest half is forgotten. */
const arrivalsMax = 100_000;

/** What a board has said, made of the bytes from its port. Positions in it count from the first arrival on. */
export class BoardLog {
  /** Records since the board last started, as far as it was heard. */
  recordsSinceStart = 0;
  private readonly port: string;
  private readonly stages: Stage<string, Item>;
  private readonly lines = new LineSplitter((line, atMs) => this.add(this.stages.push(line), atMs));
  private arrivals: Arrival[] = [];
  private forgotten = 0;

  /**
   * @param port - by which the arrivals name it.
   * @param decoder - makes items of its lines: of text unless given.
   */
  constructor(port: string, decoder: Stage<string, Item> = textLines()) {
    this.port = port;
    this.stages = chain(decoder, continuity());
  }

  /** The position behind the last arrival. */
  get end(): number {
    return this.forgotten + this.arrivals.length;
  }

  at(position: number): Arrival | undefined {
    return this.arrivals[position - this.forgotten];
  }

  /** The arrivals from a position on. */
  since(position: number): readonly Arrival[] {
    return this.arrivals.slice(Math.max(0, position - this.forgotten));
  }

  /** @param nowMs - when the bytes came, by the target's time. */
  hear(bytes: Uint8Array, nowMs: number): void {
    this.lines.push(bytes, nowMs);
  }

  /** The line was cut: what came of an unfinished one counts. */
  cut(nowMs: number): void {
    this.lines.end();
    this.add(this.stages.end?.() ?? [], nowMs);
  }

  /** The board was switched off. */
  restart(nowMs: number): void {
    this.cut(nowMs);
    this.recordsSinceStart = 0;
  }

  private add(items: readonly Item[], arrivedMs: number): void {
    for (const item of items) {
      if (item.kind === "event" && item.event === "reset") this.recordsSinceStart = 0;
      if (item.kind === "record") this.recordsSinceStart++;
      this.arrivals.push({ item, port: this.port, arrivedMs });
    }
    if (this.arrivals.length > arrivalsMax) this.forget(arrivalsMax / 2);
  }

  private forget(count: number): void {
    this.arrivals = this.arrivals.slice(count);
    this.forgotten += count;
  }
}
