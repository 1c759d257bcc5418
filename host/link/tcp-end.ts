import { createServer, type Socket } from "node:net";
import { tcpPortTaken } from "./errors.ts";
import type { LineEnd } from "./line-end.ts";
import { writePaced } from "./write-paced.ts";

/** Only this computer is served. */
const host = "127.0.0.1";
/** What a client may leave unread before it loses bytes, as on a line. */
const unreadBytesMax = 1 << 20;
/** What a client may have sent ahead before it has to wait. */
const aheadBytesMax = 65_536;

/**
 * Offers a line on a TCP port, to one client at a time: whoever comes second is turned away, as a serial port would.
 *
 * It holds the client back, as an adapter with flow control does: programs that write to a socket expect that.
 *
 * @param port - 0 takes any that is free.
 * @throws CliError `TCP_PORT_TAKEN`.
 */
export async function openTcpEnd(port: number): Promise<LineEnd> {
  let client: Socket | undefined;
  const line = new SlowLine();
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => {});
    if (client !== undefined) return socket.destroy();
    client = socket;
    socket.on("data", (data) => line.take(data, socket));
    return socket.once("close", () => {
      client = undefined;
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(tcpPortTaken(port, error)));
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as { port: number };
  return {
    name: `tcp:${host}:${actual}`,
    write(data) {
      if (client !== undefined && client.writableLength < unreadBytesMax) client.write(data);
    },
    onData(listener) {
      line.listener = listener;
    },
    close() {
      client?.destroy();
      server.close();
    },
  };
}

/** Passes on what clients send no faster than the board reads it; the sender may be gone before all has arrived. */
class SlowLine {
  listener: (data: Uint8Array) => void = () => {};
  private aheadBytes = 0;
  private passedOn = Promise.resolve();

  take(data: Uint8Array, sender: Socket): void {
    this.aheadBytes += data.length;
    if (this.aheadBytes > aheadBytesMax) sender.pause();
    this.passedOn = this.passedOn.then(async () => {
      await writePaced({ write: async (piece) => this.listener(piece) }, data);
      this.aheadBytes -= data.length;
      if (this.aheadBytes <= aheadBytesMax) sender.resume();
    });
  }
}
