import { randomBytes } from "node:crypto";
import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { BoardBooks } from "./board-books.ts";
import { type BridgedBoard, feed } from "./board-feed.ts";
import type { BridgeStatus } from "./bridge-status.ts";
import { Delivery } from "./delivery.ts";
import type { Message } from "./message.ts";
import { type MetricsAddress, serveMetrics } from "./metrics.ts";
import type { Sink } from "./sinks/sink.ts";
import { Spool } from "./spool/spool.ts";

export interface BridgeOptions {
  readonly boards: readonly BridgedBoard[];
  readonly sinks: readonly Sink[];
  readonly spool: { readonly folder: string; readonly bytesMax: number };
  /** Where Prometheus finds the books. */
  readonly metrics?: MetricsAddress;
  readonly onNote: (text: string) => void;
  /** Ends the bridge. What can be delivered within moments still is; the rest stays in the spool. */
  readonly signal: AbortSignal;
}

/** How long the sinks may go on delivering when the bridge is to end. */
const farewellMs = 2000;

/**
 * Brings what many boards say to many places:
 *
 *     port -> items -> numbered messages -> spool -+-> delivery -> sink
 *                                                  +-> delivery -> sink
 *
 * Boards are never held back and no sink holds up another: the spool between them gives way instead, and counts.
 */
export class Bridge {
  private readonly options: BridgeOptions;
  private readonly spool: Spool<Message>;
  private readonly books: readonly BoardBooks[];
  private readonly deliveries: readonly Delivery[];

  /** @throws CliError of the spool. */
  static async open(options: BridgeOptions): Promise<Bridge> {
    return new Bridge(options, await Spool.open<Message>({ ...options.spool, onNote: options.onNote }));
  }

  private constructor(options: BridgeOptions, spool: Spool<Message>) {
    this.options = options;
    this.spool = spool;
    this.books = options.boards.map(({ name }) => new BoardBooks(name));
    this.deliveries = options.sinks.map(
      (sink) => new Delivery(sink, spool.reader(sink.name), options.onNote),
    );
  }

  get status(): BridgeStatus {
    const sinks = this.deliveries.map(({ status }) => status);
    return { boards: this.books, sinks, spoolBytes: this.spool.bytes };
  }

  /**
   * Works until the signal ends it. A sink that cannot be reached is waited for; one that will not have us at the
   * beginning is an error.
   *
   * @throws CliError `MQTT_REFUSED`, `TLS_NOT_TRUSTED`, `METRICS_PORT_TAKEN`, or that of a port that can never be opened.
   */
  async run(): Promise<void> {
    const failed = new AbortController();
    const signal = AbortSignal.any([this.options.signal, failed.signal]);
    // Every board listens to it, and there may be many.
    setMaxListeners(0, signal);
    try {
      const metrics = await serveMetrics(this.options.metrics, () => this.status, this.options.onNote);
      try {
        await Promise.all(this.deliveries.map((delivery) => delivery.open()));
        await this.work(signal, () => failed.abort());
      } finally {
        metrics.close();
      }
    } finally {
      await Promise.all(this.options.sinks.map((sink) => sink.close()));
      await this.spool.close();
    }
  }

  private async work(signal: AbortSignal, fail: () => void): Promise<void> {
    const farewell = new AbortController();
    const delivering = this.deliveries.map((delivery) => delivery.run(farewell.signal));
    try {
      await this.feedAll(signal, fail);
    } finally {
      await Promise.race([this.allDelivered(), sleep(farewellMs)]);
      farewell.abort();
      await Promise.all(delivering);
    }
  }

  private async feedAll(signal: AbortSignal, fail: () => void): Promise<void> {
    const run = randomBytes(4).toString("hex");
    const feeds = this.options.boards.map((board, index) =>
      feed(board, {
        run,
        books: this.books[index]!,
        onMessage: (message) => this.spool.append(message),
        onNote: this.options.onNote,
        signal,
      }).catch((error: Error) => {
        fail();
        return error;
      }),
    );
    const error = (await Promise.all(feeds)).find((outcome) => outcome !== undefined);
    if (error !== undefined) throw error;
  }

  /** Or as good as: a sink in trouble is not waited for. */
  private async allDelivered(): Promise<void> {
    while (this.deliveries.some(({ status }) => status.waiting > 0 && status.trouble === undefined))
      await sleep(lookMs);
  }
}

/** How often the farewell looks whether all is delivered. */
const lookMs = 20;
