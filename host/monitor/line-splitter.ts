import { neutralise } from "./neutralise.ts";

/** Longer lines are cut, so that a board that never ends one costs no more memory than this. */
export const lineBytesMax = 4096;

const newline = 0x0a;
const carriageReturn = 0x0d;

/** Makes lines of what arrives, in pieces of any size. Nothing in them can act on a terminal. */
export class LineSplitter {
  private readonly onLine: (line: string, arrivedMs: number) => void;
  private readonly pending = Buffer.alloc(lineBytesMax);
  private pendingBytes = 0;
  private arrivedMs = 0;

  /** @param onLine - is handed each line, and when its first byte came. */
  constructor(onLine: (line: string, arrivedMs: number) => void) {
    this.onLine = onLine;
  }

  /** @param nowMs - when the bytes came, in milliseconds. */
  push(data: Uint8Array, nowMs = 0): void {
    for (const byte of data) {
      if (this.pendingBytes === 0) this.arrivedMs = nowMs;
      if (byte === newline) this.flush();
      else this.append(byte);
    }
  }

  /** Gives out a line that has not ended, as when the port closes. An empty one is none. */
  end(): void {
    if (this.pendingBytes > 0) this.flush();
  }

  /** What has come of a line that has not ended, with all its control characters. */
  get unfinished(): string {
    return this.pending.toString("utf8", 0, this.pendingBytes);
  }

  /** Forgets a line that has not ended. */
  forget(): void {
    this.pendingBytes = 0;
  }

  private append(byte: number): void {
    if (this.pendingBytes === lineBytesMax) this.flush();
    this.pending[this.pendingBytes++] = byte;
  }

  private flush(): void {
    const hasReturn = this.pendingBytes > 0 && this.pending[this.pendingBytes - 1] === carriageReturn;
    const bytes = this.pending.subarray(0, this.pendingBytes - (hasReturn ? 1 : 0));
    this.pendingBytes = 0;
    this.onLine(neutralise(bytes.toString("utf8")), this.arrivedMs);
  }
}
