import { createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A board behind a socket, as a terminal server offers it. */
export class FakeBoard {
  private readonly server: Server;
  private readonly sockets: Socket[] = [];
  private port = 0;

  static async start(): Promise<FakeBoard> {
    const board = new FakeBoard();
    await board.listen();
    onTestFinished(() => board.vanish());
    return board;
  }

  private constructor() {
    this.server = createServer((socket) => {
      this.sockets.push(socket.on("error", () => {}));
      socket.once("close", () => this.sockets.splice(this.sockets.indexOf(socket), 1));
    });
  }

  get address(): string {
    return `tcp:127.0.0.1:${this.port}`;
  }

  get isWatched(): boolean {
    return this.sockets.length > 0;
  }

  /** Logs records with these numbers as their text. */
  log(first: number, last: number): Promise<void> {
    let text = "";
    for (let number = first; number <= last; number++)
      text += `<6>[${(number / 1000).toFixed(6).padStart(12)}] net: ${number}\r\n`;
    return this.say(text);
  }

  /** Resolves when all of it has left the board. */
  say(data: string | Uint8Array): Promise<void> {
    return new Promise((resolve) => this.sockets[0]!.write(data, () => resolve()));
  }

  /** As when the cable is pulled. */
  vanish(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  listen(): Promise<void> {
    return new Promise((resolve) =>
      this.server.listen(this.port, "127.0.0.1", () => {
        this.port = (this.server.address() as { port: number }).port;
        resolve();
      }),
    );
  }
}
