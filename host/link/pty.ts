import { closeSync, constants, openSync } from "node:fs";
import type { Socket } from "node:net";
import type { ReadStream } from "node:tty";
import * as nodePty from "@lydell/node-pty";

/** A pseudo-terminal that other programs open as a serial port. */
export interface Pty {
  /** The tty to open, such as `/dev/pts/3`. */
  readonly path: string;
  /** Sends to whoever has the tty open. */
  write(data: Uint8Array): void;
  onData(listener: (data: Uint8Array) => void): void;
  close(): void;
}

/** Like a line that nobody listens at, the tty loses what is written beyond this many bytes. */
const unreadBytesMax = 65_536;

/**
 * Makes a tty that passes bytes on as they are. The slave side stays open here as well, so that the tty survives its
 * users coming and going.
 */
export function openPty(): Pty {
  const { _master: master, _slave: slave, _pty: path } = openPair({ encoding: null });
  const heldOpen = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  slave.setRawMode(true);
  // The library reads from both sides; on this one it would take the bytes meant for the tty's user.
  slave.destroy();
  // Linux reports the last user's leaving as an error of the master's; the next one is welcome.
  master.on("error", () => {});
  return {
    path,
    write(data) {
      if (master.writableLength + data.length <= unreadBytesMax) master.write(data);
    },
    onData(listener) {
      master.on("data", listener);
    },
    close() {
      master.destroy();
      closeSync(heldOpen);
    },
  };
}

/** `open` is missing from the library's types. It gives a pty without a process behind it. */
const { open: openPair } = nodePty as unknown as {
  open(options: { encoding: null }): { _master: Socket; _slave: ReadStream; _pty: string };
};
