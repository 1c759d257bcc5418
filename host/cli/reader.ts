import type { Writable } from "node:stream";

/** Whoever reads what a command prints: a terminal, a pipe, a file. It may be slow, or take nothing at all. */
export interface Reader {
  /** Tells with true when so much waits to be taken that nothing should be added, and with false when all is taken. */
  onBacklog(listener: (isTooMuch: boolean) => void): void;
  /** The command has used up its time: at its end, whoever takes nothing is not waited for. */
  hurry(): void;
}

/** What may wait, in bytes: three seconds of a line of 3 Mbaud. */
const backlogBytesMax = 1_000_000;
/** How long a reader in a hurry has for what still waits. One that reads takes a pipe's fill in a millisecond. */
const hurryMs = 250;

/** The reader at the end of a stream. */
export class StreamReader implements Reader {
  private readonly stream: Writable;
  private tell: (isTooMuch: boolean) => void = () => {};
  private isTooMuch = false;
  private isHurried = false;

  constructor(stream: Writable) {
    this.stream = stream;
    stream.on("drain", () => this.setBacklog(false));
  }

  onBacklog(listener: (isTooMuch: boolean) => void): void {
    this.tell = listener;
  }

  hurry(): void {
    this.isHurried = true;
  }

  /** To be called when something was added. */
  look(): void {
    if (this.stream.writableLength > backlogBytesMax) this.setBacklog(true);
  }

  /** Waits until the reader has taken everything, has gone, or had its time. @returns whether nothing waits any more. */
  taken(): Promise<boolean> {
    return new Promise((resolve) => {
      this.stream.once("close", () => resolve(true));
      this.stream.write("", () => resolve(true));
      if (this.isHurried) setTimeout(() => resolve(false), hurryMs).unref();
    });
  }

  private setBacklog(isTooMuch: boolean): void {
    if (this.isTooMuch !== isTooMuch) this.tell(isTooMuch);
    this.isTooMuch = isTooMuch;
  }
}
