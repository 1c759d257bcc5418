import { mkdir, readdir } from "node:fs/promises";
import { CliError } from "../../errors.ts";
import { reasonOf, spoolFailed } from "../errors.ts";
import { type Cursors, loadCursors, saveCursors } from "./cursors.ts";
import { lockFolder } from "./folder-lock.ts";
import { firstOfSegment, Segment } from "./segment.ts";
import { SpoolReader } from "./spool-reader.ts";

export interface SpoolOptions {
  readonly folder: string;
  /** What the spool may take on the disk. Beyond it the oldest messages go, a segment at a time. */
  readonly bytesMax: number;
  /** Hears of a disk that takes nothing more, and of one that does again. */
  readonly onNote: (text: string) => void;
}

/** A spool is a handful of files, so that dropping the oldest messages drops an eighth of them. */
const segmentsMax = 8;
/** Messages that may wait in memory for the disk: at 4 KiB each, what the longest line makes, 64 MiB. */
const pendingMax = 16_384;
/** What is dropped at once when they are too many. */
const pendingDrop = 1024;
/** What is written at once. */
const writeMax = 256;
/** A message that has not been delivered for so long goes to the disk. Whoever dies meanwhile takes it along. */
const flushMs = 200;

/**
 * Messages on their way to several readers: a ring on disk, as the firmware's is one in memory. Each reader has its own
 * cursor and none holds up another; when the bound is reached the oldest messages go, and the readers that missed them
 * count them.
 *
 * A message goes to the disk only if some reader has not passed it by the time of the flush: as long as all keep up
 * nothing is written. `append` never waits. When the disk fails, messages are kept in memory and handed out from there.
 */
export class Spool<T> {
  private readonly options: SpoolOptions;
  private readonly unlock: () => Promise<void>;
  private readonly readers = new Map<string, SpoolReader<T>>();
  private readonly waiting = new Set<() => void>();
  private readonly timer: NodeJS.Timeout;
  private readonly cursors: Cursors;
  private segments: Segment[];
  private pending: T[] = [];
  /** The position of the first pending message. */
  private pendingFirst: number;
  /** The end at the last look: what is still pending at the next has waited long enough. */
  private endSeen: number;
  private flushing: Promise<void> | undefined;
  private cursorsSaved = "";
  private isDiskWell = true;

  /** @throws CliError `SPOOL_FAILED` or `SPOOL_IN_USE`. */
  static async open<T>(options: SpoolOptions): Promise<Spool<T>> {
    try {
      await mkdir(options.folder, { recursive: true, mode: 0o700 });
      const unlock = await lockFolder(options.folder);
      const cursors = await loadCursors(options.folder);
      return new Spool<T>(options, unlock, cursors, await openSegments(options.folder));
    } catch (error) {
      throw error instanceof CliError ? error : spoolFailed(options.folder, error);
    }
  }

  private constructor(
    options: SpoolOptions,
    unlock: () => Promise<void>,
    cursors: Cursors,
    segments: Segment[],
  ) {
    this.options = options;
    this.unlock = unlock;
    this.cursors = cursors;
    this.segments = segments;
    this.pendingFirst = Math.max(segments.at(-1)?.end ?? 0, ...Object.values(cursors));
    this.endSeen = this.end;
    this.timer = setInterval(() => void this.tick(), flushMs).unref();
  }

  /** The position behind the last message. */
  get end(): number {
    return this.pendingFirst + this.pending.length;
  }

  /** What lies on the disk. */
  get bytes(): number {
    return this.segments.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  append(message: T): void {
    this.pending.push(message);
    if (this.pending.length > pendingMax) this.takePending(pendingDrop);
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }

  /** A reader goes on where the one of its name was at the last close; a new one begins at the end. */
  reader(name: string): SpoolReader<T> {
    const reader = new SpoolReader<T>(this, this.cursors[name] ?? this.end);
    this.readers.set(name, reader);
    return reader;
  }

  /** Resolves when a message stands at this position, or the signal is aborted. */
  async reached(position: number, signal: AbortSignal): Promise<void> {
    while (this.end <= position && !signal.aborted) await this.grown(signal);
  }

  /** The segment with the first message on disk at or behind this position. */
  segmentAt(position: number): Segment | undefined {
    return this.segments.find(({ end }) => end > position);
  }

  /** The first message in memory has position `first`. */
  get memory(): { readonly first: number; readonly messages: readonly T[] } {
    return { first: this.pendingFirst, messages: this.pending };
  }

  /** Writes everything that has not been delivered, and the cursors. A disk that fails is noted, and tried again later. */
  async flush(): Promise<void> {
    await this.flushing;
    this.flushing = this.tidy(this.end);
    await this.flushing;
    this.flushing = undefined;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
    for (const segment of this.segments) await segment.close();
    await this.unlock();
  }

  private grown(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener("abort", wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener("abort", wake);
    });
  }

  private async tick(): Promise<void> {
    if (this.flushing !== undefined) return;
    this.flushing = this.tidy(this.endSeen);
    await this.flushing;
    this.flushing = undefined;
    this.endSeen = this.end;
  }

  /** Lets go of what all have read, and writes the rest if any of it is older than `oldEnd`. */
  private async tidy(oldEnd: number): Promise<void> {
    try {
      this.forgetRead();
      await this.removeRead();
      if (this.pendingFirst < oldEnd) await this.writePending(this.end);
      await this.saveCursors();
      this.diskIs(true);
    } catch (error) {
      this.diskIs(false, error);
    }
  }

  private get slowest(): number {
    return Math.min(this.end, ...[...this.readers.values()].map(({ position }) => position));
  }

  private forgetRead(): void {
    const count = Math.max(0, this.slowest - this.pendingFirst);
    this.takePending(count);
  }

  private takePending(count: number): void {
    this.pending = count === 0 ? this.pending : this.pending.slice(count);
    this.pendingFirst += count;
  }

  private async removeRead(): Promise<void> {
    while (this.segments[0] !== undefined && this.segments[0].end <= this.slowest) await this.removeOldest();
  }

  private async removeOldest(): Promise<void> {
    await this.segments.shift()?.remove();
  }

  private async writePending(end: number): Promise<void> {
    while (this.pendingFirst < end) {
      const segment = await this.segmentFor(this.pendingFirst);
      await segment.append(this.pending.slice(0, writeMax).map((message) => JSON.stringify(message)));
      // Some may have been dropped meanwhile, when they were too many; they are on the disk all the same.
      this.takePending(Math.max(0, segment.end - this.pendingFirst));
      while (this.segments.length > 1 && this.bytes > this.options.bytesMax) await this.removeOldest();
    }
  }

  /** Positions in a segment have no gaps: what was delivered from memory in between ends one. */
  private async segmentFor(first: number): Promise<Segment> {
    const last = this.segments.at(-1);
    if (last?.end === first && last.bytes < this.options.bytesMax / segmentsMax) return last;
    // On a full disk messages may have been dropped before the first of them could be written.
    if (last?.bytes === 0) await this.segments.pop()?.remove();
    const segment = await Segment.open(this.options.folder, first);
    this.segments.push(segment);
    return segment;
  }

  private async saveCursors(): Promise<void> {
    const cursors = Object.fromEntries([...this.readers].map(([name, { position }]) => [name, position]));
    const text = JSON.stringify(cursors);
    if (text === this.cursorsSaved) return;
    await saveCursors(this.options.folder, cursors);
    this.cursorsSaved = text;
  }

  private diskIs(isWell: boolean, error?: unknown): void {
    if (isWell !== this.isDiskWell)
      this.options.onNote(
        isWell
          ? "the spool's disk takes messages again"
          : `the spool's disk takes nothing: ${reasonOf(error)}`,
      );
    this.isDiskWell = isWell;
  }
}

async function openSegments(folder: string): Promise<Segment[]> {
  const firsts = (await readdir(folder)).map(firstOfSegment).filter((first) => first !== undefined);
  const segments: Segment[] = [];
  for (const first of firsts.sort((a, b) => a - b)) segments.push(await Segment.open(folder, first));
  return segments;
}
