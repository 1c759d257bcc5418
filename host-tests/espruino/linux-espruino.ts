import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { spawn } from "@lydell/node-pty";
import { puckjs } from "../../boards/puckjs.ts";
import type { Board } from "../../firmware/board.ts";
import { openPty } from "../../host/link/pty.ts";

/** The facts that a bundle for Espruino's Linux build is made from. Its console is what it calls USB, on its terminal. */
export const linuxBoard: Board = {
  ...puckjs,
  id: "LINUX",
  name: "Espruino on Linux",
  // boards/LINUX.py; scripts/build_platform_config.py: a ring of 256 holds one byte less.
  prompt: { device: "USB", baud: 115_200 },
  console: { device: "USB", baud: 115_200 },
  uarts: [{ device: "USB", transmit: { kind: "buffer", depth: 255 } }],
  // targets/linux/jshardware.c: the timer module is there, and its timer never ticks.
  hasExecTimers: true,
  hasNativeIrq: false,
};

/** A running Espruino whose terminal is offered as a tty, as a board on a serial port would be. */
export interface LinuxEspruino {
  /** The port to open: `serial:/dev/pts/7`. */
  readonly port: string;
  /** Resolves with what it has said since it was started, once that matches. */
  said(pattern: RegExp): Promise<string>;
  /** It ignores SIGTERM (targets/linux/main.c), so that it has to be killed. */
  kill(): void;
}

/** @param file - the program. It keeps its flash in a folder of its own, and is started in raw mode: it edits lines itself. */
export function startEspruino(file: string): LinuxEspruino {
  const folder = mkdtempSync(path.join(tmpdir(), "baton-espruino-"));
  const tty = openPty();
  const program = spawn("/bin/sh", ["-c", 'stty raw -echo; exec "$0"', path.resolve(file)], {
    cwd: folder,
    encoding: null,
  });
  const listeners = new Set<() => void>();
  let text = "";
  program.onData((data) => {
    tty.write(Buffer.from(data));
    text += Buffer.from(data).toString("latin1");
    for (const listener of listeners) listener();
  });
  tty.onData((data) => program.write(Buffer.from(data) as unknown as string));
  return {
    port: `serial:${tty.path}`,
    said(pattern) {
      return new Promise((resolve) => {
        const look = () => {
          if (!pattern.test(text)) return;
          listeners.delete(look);
          resolve(text);
        };
        listeners.add(look);
        look();
      });
    },
    kill() {
      program.kill("SIGKILL");
      tty.close();
      rmSync(folder, { recursive: true });
    },
  };
}
