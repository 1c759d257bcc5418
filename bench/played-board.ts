import { createServer, type Socket } from "node:net";
import type { Slice } from "./simulated-fleet.ts";

/** A board's line behind a socket, as the bridge opens it. */
export class PlayedBoard {
  readonly watched: Promise<void>;
  port = 0;
  /** By how much a slice came too late: how far the player itself fell short. */
  lateMs = 0;
  private readonly slices: readonly Slice[];
  private next = 0;
  private socket: Socket | undefined;
  private readonly server = createServer();

  constructor(slices: readonly Slice[]) {
    this.slices = slices;
    this.watched = new Promise((resolve) =>
      this.server.once("connection", (socket) => {
        this.socket = socket.on("error", () => {});
        resolve();
      }),
    );
  }

  listen(): Promise<void> {
    return new Promise((resolve) =>
      this.server.listen(0, "127.0.0.1", () => {
        this.port = (this.server.address() as { port: number }).port;
        resolve();
      }),
    );
  }

  /** Says what is due. @returns whether there is more. */
  playUntil(nowMs: number): boolean {
    for (let slice = this.slices[this.next]; slice && slice.atMs <= nowMs; slice = this.slices[++this.next]) {
      this.lateMs = Math.max(this.lateMs, nowMs - slice.atMs);
      this.socket?.write(slice.bytes);
    }
    return this.next < this.slices.length;
  }

  close(): void {
    this.socket?.destroy();
    this.server.close();
  }
}
