import type { Port } from "../link/port.ts";
import type { Item } from "../monitor/item.ts";
import type { Stage } from "../monitor/stage.ts";
import { BoardLog } from "./board-log.ts";
import type { Losses, Target } from "./target.ts";

export interface PortTargetOptions {
  /** Opens the port again after the cable was pulled. */
  readonly reopen: () => Promise<Port>;
  /** Makes items of what the board says: of lines of text unless given. */
  readonly decoder?: Stage<string, Item>;
  /** Ends it all early; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** A board at the end of a cable, in the time of the wall clock. What it lost is what it says it lost. */
export class PortTarget implements Target {
  readonly log: BoardLog;
  readonly name: string;
  private readonly options: PortTargetOptions;
  private readonly sinceMs = performance.now();
  private port: Port;
  private stopListening: () => void = () => {};
  private failure: Error | undefined;
  /** Looks once more whether what is waited for is so. */
  private look: () => void = () => {};

  constructor(port: Port, options: PortTargetOptions) {
    this.name = port.name;
    this.options = options;
    this.log = new BoardLog(port.name, options.decoder);
    this.port = this.listenTo(port);
  }

  get nowMs(): number {
    return performance.now() - this.sinceMs;
  }

  passUntil(isSo: () => boolean, limitMs: number): Promise<boolean> {
    const { signal } = this.options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => end(() => resolve(isSo())), limitMs);
      const whenAborted = (): void => end(() => reject(signal?.reason));
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", whenAborted);
        this.look = () => {};
        settle();
      };
      this.look = () => {
        if (isSo()) end(() => resolve(true));
        else if (this.failure !== undefined) end(() => reject(this.failure));
      };
      signal?.addEventListener("abort", whenAborted);
      if (signal?.aborted) whenAborted();
      else this.look();
    });
  }

  write(text: string): Promise<void> {
    return this.port.write(Buffer.from(text, "utf8"));
  }

  async unplug(forMs: number): Promise<void> {
    this.stopListening();
    await this.port.close();
    this.log.cut(this.nowMs);
    await this.passUntil(() => false, forMs);
    this.port = this.listenTo(await this.options.reopen());
  }

  async losses(): Promise<Losses> {
    const records: Record<string, number> = {};
    for (const { item } of this.log.since(0))
      if (item.kind === "loss") records[item.reason] = (records[item.reason] ?? 0) + item.dropped;
    return { records };
  }

  async close(): Promise<void> {
    this.stopListening();
    await this.port.close();
  }

  private listenTo(port: Port): Port {
    const stopData = port.onData((data) => {
      this.log.hear(data, this.nowMs);
      this.look();
    });
    const stopClose = port.onClose((reason) => {
      this.failure = reason;
      this.look();
    });
    this.stopListening = () => {
      stopData();
      stopClose();
    };
    return port;
  }
}
