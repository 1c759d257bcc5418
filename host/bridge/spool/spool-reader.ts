import type { Segment } from "./segment.ts";
import type { Spool } from "./spool.ts";

/** Messages in their order, on their way to one sink. */
export interface Batch<T> {
  readonly messages: readonly T[];
  /** How many had gone before this reader came to them. */
  readonly dropped: number;
  /** The position behind the last of them. */
  readonly end: number;
}

/** One reader's way through a spool. What it reads counts as read only when it says so: see `advance`. */
export class SpoolReader<T> {
  /** The position of the first message that is not known to be delivered. */
  position: number;
  private readonly spool: Spool<T>;
  /** Where in a file the last read ended. */
  private place: Place | undefined;

  constructor(spool: Spool<T>, position: number) {
    this.spool = spool;
    this.position = position;
  }

  /** How many messages wait for this reader. */
  get waiting(): number {
    return this.spool.end - this.position;
  }

  /** Waits for messages and reads up to `countMax` of them. Nothing when the signal is aborted. */
  async next(countMax: number, signal: AbortSignal): Promise<Batch<T> | undefined> {
    for (;;) {
      const batch = await this.read(countMax);
      if (batch.end > this.position) return batch;
      if (signal.aborted) return undefined;
      await this.spool.reached(this.position, signal);
    }
  }

  /** Everything before this position has been delivered. */
  advance(position: number): void {
    this.position = position;
  }

  private async read(countMax: number): Promise<Batch<T>> {
    const segment = this.spool.segmentAt(this.position);
    if (segment === undefined) return this.readMemory(countMax);
    try {
      return await this.readDisk(segment, countMax);
    } catch (error) {
      // The bound may have taken the segment away while it was being read.
      if (this.spool.segmentAt(this.position) === segment) throw error;
      return this.read(countMax);
    }
  }

  private readMemory(countMax: number): Batch<T> {
    const { first, messages } = this.spool.memory;
    const start = Math.max(this.position, first);
    const chosen = messages.slice(start - first, start - first + countMax);
    return { messages: chosen, dropped: start - this.position, end: start + chosen.length };
  }

  private async readDisk(segment: Segment, countMax: number): Promise<Batch<T>> {
    const start = Math.max(this.position, segment.first);
    const place = await this.placeOf(segment, start);
    const { texts, nextOffset } = await segment.read(place.offset, countMax);
    const end = start + texts.length;
    this.place = { segment, position: end, offset: nextOffset };
    const messages = texts.map((text) => parse<T>(text)).filter((message) => message !== undefined);
    return { messages, dropped: end - this.position - messages.length, end };
  }

  /** Most reads go on where the last one ended; the first one has to count lines. */
  private async placeOf(segment: Segment, position: number): Promise<Place> {
    if (this.place?.segment === segment && this.place.position === position) return this.place;
    let place: Place = { segment, position: segment.first, offset: 0 };
    while (place.position < position) {
      const { texts, nextOffset } = await segment.read(place.offset, position - place.position);
      if (texts.length === 0) break;
      place = { segment, position: place.position + texts.length, offset: nextOffset };
    }
    return place;
  }
}

interface Place {
  readonly segment: Segment;
  readonly position: number;
  readonly offset: number;
}

/** A line that somebody has spoilt is lost, and counted. */
function parse<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
