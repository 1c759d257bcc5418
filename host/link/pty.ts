import { closeSync, constants, openSync, writeSync } from "node:fs";
import type { ReadStream } from "node:tty";
import * as nodePty from "@lydell/node-pty";

/** A pseudo-terminal that other programs open as a serial port. */
export interface Pty {
  /** The tty to open, such as `/dev/pts/3`. */
  readonly path: string;
  /** Sends to whoever has the tty open. Never waits for them. */
  write(data: Uint8Array): void;
  /** What waits here for somebody to read, beside the few kilobytes that the system holds. */
  readonly unreadBytes: number;
  onData(listener: (data: Uint8Array) => void): void;
  close(): void;
}

/** Like a line that nobody listens at, the tty loses what came before the last this many bytes. */
const unreadBytesMax = 65_536;
/** How often a full tty is tried again: at 3 Mbaud, 600 bytes pass meanwhile, and the system holds 4096. */
const retryMs = 2;

/**
 * Makes a tty that passes bytes on as they are. The slave side stays open here as well, so that the tty survives its
 * users coming and going.
 */
export function openPty(): Pty {
  const { _master: master, _slave: slave, _fd: fd, _pty: path } = openPair({ encoding: null });
  const heldOpen = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  slave.setRawMode(true);
  // The library reads from both sides; on this one it would take the bytes meant for the tty's user.
  slave.destroy();
  // Linux reports the last user's leaving as an error of the master's; the next one is welcome.
  master.on("error", () => {});
  const writer = new PatientWriter(fd);
  return {
    path,
    get unreadBytes() {
      return writer.unread.length;
    },
    write(data) {
      writer.write(data);
    },
    onData(listener) {
      master.on("data", listener);
    },
    close() {
      if (writer.isClosed) return;
      writer.close();
      master.destroy();
      closeSync(heldOpen);
    },
  };
}

/** Writes to the master's file: its stream would stop the whole process until somebody reads. */
class PatientWriter {
  unread: Uint8Array = Buffer.alloc(0);
  isClosed = false;
  private readonly fd: number;
  private retry: NodeJS.Timeout | undefined;

  constructor(fd: number) {
    this.fd = fd;
  }

  write(data: Uint8Array): void {
    if (this.isClosed) return;
    this.unread = Buffer.concat([this.unread, data]).subarray(-unreadBytesMax);
    if (this.retry === undefined) this.flush();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.retry);
    this.unread = Buffer.alloc(0);
  }

  private flush(): void {
    this.retry = undefined;
    while (this.unread.length > 0 && this.writeSome());
    if (this.unread.length > 0) this.retry = setTimeout(() => this.flush(), retryMs);
  }

  /** @returns whether anything went. */
  private writeSome(): boolean {
    try {
      this.unread = this.unread.subarray(writeSync(this.fd, this.unread));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EAGAIN") return false;
      throw error;
    }
  }
}

/** `open` is missing from the library's types. It gives a pty without a process behind it. */
const { open: openPair } = nodePty as unknown as {
  open(options: { encoding: null }): { _master: ReadStream; _slave: ReadStream; _fd: number; _pty: string };
};
