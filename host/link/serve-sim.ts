import { createServer, type Server, type Socket } from "node:net";
import type { Output } from "../cli/command.ts";
import { attach } from "../sim/realtime.ts";
import type { SimulatedBoard } from "../sim/simulated-board.ts";
import { tcpPortTaken } from "./errors.ts";
import { promptUart } from "./prompt-uart.ts";
import { openPty } from "./pty.ts";

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

/** The outside of the board's line. */
interface LineEnd {
  readonly name: string;
  write(data: Uint8Array): void;
  onData(listener: (data: Uint8Array) => void): void;
  close(): void;
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

/** Only this computer is served. */
const host = "127.0.0.1";

async function openTcpEnd(port: number): Promise<LineEnd> {
  const server = createServer({ noDelay: true });
  const client = new OnlyClient(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(tcpPortTaken(port, error)));
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as { port: number };
  return {
    name: `tcp:${host}:${actual}`,
    write: (data) => client.write(data),
    onData: (listener) => client.onData(listener),
    close: () => client.close(),
  };
}

/** What a client that does not read may leave unread before it loses bytes, as on a line. */
const unreadBytesMax = 1 << 20;

/** A serial line has one other end: whoever comes second is turned away. */
class OnlyClient {
  private socket: Socket | undefined;
  private listener: (data: Uint8Array) => void = () => {};
  private readonly server: Server;

  constructor(server: Server) {
    this.server = server;
    server.on("connection", (socket) => {
      socket.on("error", () => {});
      if (this.socket === undefined) this.welcome(socket);
      else socket.destroy();
    });
  }

  write(data: Uint8Array): void {
    if (this.socket !== undefined && this.socket.writableLength < unreadBytesMax) this.socket.write(data);
  }

  onData(listener: (data: Uint8Array) => void): void {
    this.listener = listener;
  }

  close(): void {
    this.socket?.destroy();
    this.server.close();
  }

  private welcome(socket: Socket): void {
    this.socket = socket;
    socket.on("data", (data) => this.listener(data));
    socket.once("close", () => {
      this.socket = undefined;
    });
  }
}

function whenAborted(signal: AbortSignal, act: () => void): void {
  if (signal.aborted) act();
  else signal.addEventListener("abort", act, { once: true });
}
