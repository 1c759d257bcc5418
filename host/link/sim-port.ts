import { findBoard } from "../boards/find-board.ts";
import { type Attachment, attach } from "../sim/realtime.ts";
import { SimulatedBoard } from "../sim/simulated-board.ts";
import { portVanished } from "./errors.ts";
import { Listeners } from "./listeners.ts";
import type { Port } from "./port.ts";
import { promptUart } from "./prompt-uart.ts";

/**
 * Switches a simulated board on, in this process and in the wall clock's time. It is gone when the port is closed.
 *
 * @throws CliError `UNKNOWN_BOARD`, `BAD_BOARD` or `NO_PROMPT`.
 */
export async function openSimPort(boardName: string): Promise<Port> {
  const board = await findBoard(boardName);
  return new OpenSimPort(`sim:${boardName}`, new SimulatedBoard(board), promptUart(board));
}

class OpenSimPort implements Port {
  private readonly attachment: Attachment;
  private readonly data = new Listeners<Uint8Array>();
  private readonly closed = new Listeners<Error | undefined>();
  private isOpen = true;
  readonly name: string;

  constructor(name: string, board: SimulatedBoard, device: string) {
    this.name = name;
    this.attachment = attach(board, device, {
      onData: (data) => this.data.tell(data),
      onError: (error) => this.end(error as Error),
    });
  }

  onData(listener: (data: Uint8Array) => void): () => void {
    return this.data.add(listener);
  }

  onClose(listener: (reason?: Error) => void): () => void {
    return this.closed.add(listener);
  }

  async write(data: Uint8Array): Promise<void> {
    if (!this.isOpen) throw portVanished(this.name);
    this.attachment.write(data);
  }

  async close(): Promise<void> {
    this.attachment.close();
    this.end();
  }

  private end(reason?: Error): void {
    if (this.isOpen) this.closed.tell(reason);
    this.isOpen = false;
  }
}
