import { createStream, type RotatingFileStream } from "rotating-file-stream";
import { logFileFailed } from "./errors.ts";

export interface LogFileOptions {
  /** The file is put aside when it has this size, give or take what arrives at once. */
  readonly sizeBytes: number;
  /** How many files that were put aside are kept: `name.1` is the last. */
  readonly filesMax: number;
  /** Called with true when more waits to be written than may, and with false when all of it is. */
  readonly onBacklog: (isTooMuch: boolean) => void;
  /** Called once, when the file takes no more, as on a full disk. */
  readonly onError: (error: Error) => void;
}

/**
 * What may wait for the disk before the sender is held back, in bytes: a disk that stands still for 20 s beside a line of
 * 3 Mbaud.
 */
const backlogBytesMax = 6_000_000;

/** A file of lines that grows without bound in name only: it is rotated. */
export class LogFile {
  private readonly options: LogFileOptions;
  private readonly stream: RotatingFileStream;
  private lines: string[] = [];
  private gatheredChars = 0;
  private isTooMuch = false;

  constructor(file: string, options: LogFileOptions) {
    this.options = options;
    this.stream = createStream(file, { size: `${options.sizeBytes}B`, rotate: options.filesMax });
    this.stream.on("error", (error) => options.onError(logFileFailed(file, error)));
    this.stream.on("drain", () => this.setBacklog(false));
  }

  /** Adds a line. */
  write(text: string): void {
    if (this.stream.destroyed) return;
    if (this.lines.length === 0) setImmediate(() => this.flush());
    this.lines.push(text);
    this.gatheredChars += text.length;
    if (this.gatheredChars + this.stream.writableLength > backlogBytesMax) this.setBacklog(true);
  }

  /** Resolves when everything is in the file, or the file has failed. */
  close(): Promise<void> {
    this.flush();
    return new Promise((resolve) => {
      if (this.stream.closed) return resolve();
      this.stream.once("close", resolve);
      return this.stream.end();
    });
  }

  /** A line at a time would be a system call a line: those of one turn go together. */
  private flush(): void {
    if (this.lines.length === 0 || this.stream.destroyed) return;
    this.stream.write(`${this.lines.join("\n")}\n`);
    this.lines = [];
    this.gatheredChars = 0;
  }

  private setBacklog(isTooMuch: boolean): void {
    if (this.isTooMuch !== isTooMuch) this.options.onBacklog(isTooMuch);
    this.isTooMuch = isTooMuch;
  }
}
