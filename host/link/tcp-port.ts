import { createConnection, type Socket } from "node:net";
import { badPort, portRefused, portVanished } from "./errors.ts";
import { Listeners } from "./listeners.ts";
import type { Port } from "./port.ts";

/** How long a host may take to accept. */
const connectTimeoutMs = 5000;

/**
 * Connects to a board behind a socket.
 *
 * @param address - `host:port`.
 * @throws CliError `BAD_PORT` or `PORT_REFUSED`.
 */
export async function openTcpPort(address: string): Promise<Port> {
  const [, host = "", port = ""] = /^(?:\/\/)?(.+):(\d{1,5})$/.exec(address) ?? [];
  if (host === "" || Number(port) > 65_535) throw badPort(`tcp:${address}`);
  const socket = createConnection({ host, port: Number(port), noDelay: true });
  await connected(socket, `${host}:${port}`);
  return new OpenTcpPort(socket, `tcp:${host}:${port}`);
}

function connected(socket: Socket, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error("no answer")), connectTimeoutMs);
    socket.once("connect", () => {
      clearTimeout(timer);
      resolve();
    });
    socket.once("error", (error) => {
      clearTimeout(timer);
      reject(portRefused(address, error));
    });
  });
}

class OpenTcpPort implements Port {
  readonly name: string;
  private readonly socket: Socket;
  private readonly data = new Listeners<Uint8Array>();
  private readonly closed = new Listeners<Error | undefined>();
  private isClosing = false;

  constructor(socket: Socket, name: string) {
    this.socket = socket;
    this.name = name;
    let failure: Error | undefined;
    socket.on("data", (bytes: Uint8Array) => this.data.tell(bytes));
    socket.on("error", (error) => {
      failure = error;
    });
    socket.on("close", () => this.closed.tell(this.isClosing ? undefined : portVanished(name, failure)));
  }

  onData(listener: (data: Uint8Array) => void): () => void {
    return this.data.add(listener);
  }

  onClose(listener: (reason?: Error) => void): () => void {
    return this.closed.add(listener);
  }

  write(data: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.write(data, (error) => (error ? reject(portVanished(this.name, error)) : resolve()));
    });
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  close(): Promise<void> {
    this.isClosing = true;
    if (this.socket.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      this.socket.once("close", () => resolve());
      this.socket.destroySoon();
    });
  }
}
