import type { Output } from "../cli/command.ts";
import { attach } from "../sim/realtime.ts";
import type { SimulatedBoard } from "../sim/simulated-board.ts";
import type { LineEnd } from "./line-end.ts";
import { promptUart } from "./prompt-uart.ts";
import { openPty } from "./pty.ts";
import { openTcpEnd } from "./tcp-end.ts";

export interface ServeOptions {
  /** Offers a tty. */
  readonly pty?: boolean;
  /** Offers this TCP port on this computer only; 0 takes any that is free. */
  readonly tcp?: number;
}

/**
 * Offers a simulated board's prompt to other programs, in the wall clock's time, until `output.signal` ends it.
 *
 * Prints where it is, one line each: the tty's path, and `tcp:host:port`.
 *
 * @throws CliError `NO_PROMPT`, `TCP_PORT_TAKEN`, or `BOARD_STUCK` when the firmware never comes back.
 */
export async function serveSim(board: SimulatedBoard, options: ServeOptions, output: Output): Promise<void> {
  const device = promptUart(board.board);
  const ends = await openEnds(options);
  try {
    await new Promise<void>((resolve, reject) => {
      const attachment = attach(board, device, {
        onData: (data) => {
          for (const end of ends) end.write(data);
        },
        onError: reject,
      });
      for (const end of ends) end.onData((data) => attachment.write(data));
      for (const end of ends) output.print(end.name);
      whenAborted(output.signal, () => {
        attachment.close();
        resolve();
      });
    });
  } finally {
    for (const end of ends) end.close();
  }
}

async function openEnds({ pty, tcp }: ServeOptions): Promise<LineEnd[]> {
  const ends: LineEnd[] = [];
  if (tcp !== undefined) ends.push(await openTcpEnd(tcp));
  if (pty) ends.unshift(openPtyEnd());
  return ends;
}

function openPtyEnd(): LineEnd {
  const pty = openPty();
  return { name: pty.path, write: pty.write, onData: pty.onData, close: pty.close };
}

function whenAborted(signal: AbortSignal, act: () => void): void {
  if (signal.aborted) act();
  else signal.addEventListener("abort", act, { once: true });
}
