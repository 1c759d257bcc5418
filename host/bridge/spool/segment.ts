import { constants } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";
import { join } from "node:path";

const newline = 0x0a;

/** How much of a segment is looked at in one go, in bytes. */
const chunkBytes = 256 * 1024;

/** Lines of a segment that follow one another. */
export interface Lines {
  readonly texts: readonly string[];
  /** Where the line after them begins in the file. */
  readonly nextOffset: number;
}

/**
 * One file of the spool: lines, the first of which has the position that the file's name says.
 *
 * A write that fails or is cut short leaves nothing: the next one goes to the same place, and an unfinished line at the
 * end of a file that is opened again is cut off.
 */
export class Segment {
  readonly first: number;
  private readonly path: string;
  private readonly file: FileHandle;
  private count = 0;
  private size = 0;

  private constructor(path: string, first: number, file: FileHandle) {
    this.path = path;
    this.first = first;
    this.file = file;
  }

  /** Opens the file of the lines from `first` on, which need not exist. */
  static async open(folder: string, first: number): Promise<Segment> {
    const path = join(folder, segmentName(first));
    const segment = new Segment(path, first, await open(path, constants.O_RDWR | constants.O_CREAT, 0o600));
    await segment.recount();
    return segment;
  }

  /** The position behind the last line. */
  get end(): number {
    return this.first + this.count;
  }

  get bytes(): number {
    return this.size;
  }

  async append(texts: readonly string[]): Promise<void> {
    const data = Buffer.from(texts.map((text) => `${text}\n`).join(""));
    for (let written = 0; written < data.length; ) {
      const { bytesWritten } = await this.file.write(
        data,
        written,
        data.length - written,
        this.size + written,
      );
      written += bytesWritten;
    }
    this.size += data.length;
    this.count += texts.length;
  }

  /** Reads up to `countMax` lines that begin at a byte, and at least one where there is one. */
  async read(offset: number, countMax: number): Promise<Lines> {
    const data = await this.readChunk(offset);
    const texts: string[] = [];
    let start = 0;
    for (
      let end = data.indexOf(newline);
      end >= 0 && texts.length < countMax;
      end = data.indexOf(newline, start)
    ) {
      texts.push(data.toString("utf8", start, end));
      start = end + 1;
    }
    return { texts, nextOffset: offset + start };
  }

  async remove(): Promise<void> {
    await this.file.close();
    await rm(this.path, { force: true });
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async readChunk(offset: number): Promise<Buffer> {
    const data = Buffer.alloc(Math.min(chunkBytes, Math.max(0, this.size - offset)));
    const { bytesRead } = await this.file.read(data, 0, data.length, offset);
    return data.subarray(0, bytesRead);
  }

  private async recount(): Promise<void> {
    const { size } = await this.file.stat();
    this.size = size;
    let offset = 0;
    for (
      let lines = await this.read(0, Infinity);
      lines.texts.length > 0;
      lines = await this.read(offset, Infinity)
    ) {
      this.count += lines.texts.length;
      offset = lines.nextOffset;
    }
    this.size = offset;
    if (offset < size) await this.file.truncate(offset);
  }
}

/** @returns the position of the first line in the file of this name; nothing when the file is no segment. */
export function firstOfSegment(name: string): number | undefined {
  const [, first] = /^(\d{16})\.jsonl$/.exec(name) ?? [];
  return first === undefined ? undefined : Number(first);
}

/** Sixteen digits hold 2^53, and names sort as positions do. */
function segmentName(first: number): string {
  return `${String(first).padStart(16, "0")}.jsonl`;
}
