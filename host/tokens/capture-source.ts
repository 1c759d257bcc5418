import type { Readable } from "node:stream";
import { CliError } from "../errors.ts";
import { Listeners } from "../link/listeners.ts";
import { continuity } from "../monitor/continuity.ts";
import type { Arrival, Item } from "../monitor/item.ts";
import { LineSplitter } from "../monitor/line-splitter.ts";
import { chain, type Stage } from "../monitor/stage.ts";
import type { Source } from "../monitor/watch.ts";
import { captureUnreadable, wrongDictionary } from "./errors.ts";

/** What a board has sent, out of a file or a pipe, as a source beside boards' ports. It ends where the bytes end. */
export class CaptureSource implements Source {
  private readonly stream: Readable;
  private readonly name: string;
  private readonly signal: AbortSignal;
  private readonly stages: Stage<string, Item>;
  private readonly listeners = new Listeners<Arrival>();
  /** Pending while nobody can take more. */
  private resumed = Promise.resolve();
  private letGoOn = (): void => {};

  /**
   * @param name - the file's, for messages and arrivals.
   * @param decoder - makes items of lines.
   * @param signal - ends the source.
   */
  constructor(stream: Readable, name: string, decoder: Stage<string, Item>, signal: AbortSignal) {
    this.stream = stream;
    this.name = name;
    this.signal = signal;
    this.stages = chain(decoder, continuity());
  }

  onArrival(listener: (arrival: Arrival) => void): () => void {
    return this.listeners.add(listener);
  }

  /** @throws CliError `CAPTURE_UNREADABLE`, or `WRONG_DICTIONARY` when the board says that it speaks another. */
  async run(): Promise<void> {
    const end = (): unknown => this.stream.destroy();
    this.signal.addEventListener("abort", end);
    try {
      await this.read();
    } catch (error) {
      if (!this.signal.aborted)
        throw error instanceof CliError ? error : captureUnreadable(this.name, error as Error);
    } finally {
      this.signal.removeEventListener("abort", end);
      end();
    }
  }

  pause(): void {
    this.resumed = new Promise((resolve) => {
      this.letGoOn = resolve;
    });
  }

  resume(): void {
    this.letGoOn();
  }

  private async read(): Promise<void> {
    const splitter = new LineSplitter((line) => this.tell(this.stages.push(line)));
    for await (const data of this.stream) {
      splitter.push(data);
      await this.resumed;
    }
    splitter.end();
    this.tell(this.stages.end?.() ?? []);
  }

  private tell(items: readonly Item[]): void {
    for (const item of items) {
      this.listeners.tell({ item, port: this.name, arrivedMs: Date.now() });
      if (item.kind === "event" && item.event === "refused") throw wrongDictionary(item.text);
    }
  }
}
