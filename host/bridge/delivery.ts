import { setTimeout as sleep } from "node:timers/promises";
import { CliError } from "../errors.ts";
import { reasonOf } from "./errors.ts";
import { hostMessage, type Message } from "./message.ts";
import { type Rejection, type Sink, TryLater } from "./sinks/sink.ts";
import type { Batch, SpoolReader } from "./spool/spool-reader.ts";

/** The first pause after a failure; it doubles up to the longest. */
const retryMs = 250;
const retryMsMax = 10_000;

/** What only a change of the options can mend. */
const hopeless: readonly string[] = ["MQTT_REFUSED", "TLS_NOT_TRUSTED"];

/** One sink's books. */
export interface DeliveryStatus {
  readonly sink: string;
  readonly delivered: number;
  /** To be delivered, or to be counted as dropped when their turn comes. */
  readonly waiting: number;
  /** Gone from the spool before the sink could take them. */
  readonly dropped: number;
  /** Refused by the other side for good. */
  readonly rejected: number;
  /** Why the last attempt failed; nothing when it did not. */
  readonly trouble?: string;
}

/** Brings the spool's messages to one sink, batch by batch, each until the sink has taken it. */
export class Delivery {
  private readonly sink: Sink;
  private readonly reader: SpoolReader<Message>;
  private readonly onNote: (text: string) => void;
  private readonly pause: Pause;
  private delivered = 0;
  private dropped = 0;
  private rejected = 0;
  private trouble: string | undefined;

  constructor(
    sink: Sink,
    reader: SpoolReader<Message>,
    onNote: (text: string) => void,
    pause: Pause = pauseFor,
  ) {
    this.sink = sink;
    this.reader = reader;
    this.onNote = onNote;
    this.pause = pause;
  }

  get status(): DeliveryStatus {
    const { delivered, dropped, rejected, trouble } = this;
    return { sink: this.sink.name, delivered, waiting: this.reader.waiting, dropped, rejected, trouble };
  }

  /**
   * Tries the sink before there is anything to deliver. One that cannot be reached is noted.
   *
   * @throws the reason when waiting would not help: the other side does not trust us, or we do not trust it.
   */
  async open(): Promise<void> {
    try {
      await this.sink.open?.();
    } catch (error) {
      if (error instanceof CliError && hopeless.includes(error.code)) throw error;
      this.hasTrouble(reasonOf(error));
    }
  }

  /** Goes on until the signal ends it. Failures of the sink are noted and outlived. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const batch = await this.insist(() => this.reader.next(this.sink.batchMax, signal), signal);
      if (batch === undefined) return;
      const messages = batch.dropped === 0 ? batch.messages : [overrun(batch), ...batch.messages];
      const outcome = await this.insist(() => this.deliver(messages, signal), signal);
      if (outcome !== undefined) this.settle(batch, outcome);
    }
  }

  private async deliver(messages: readonly Message[], signal: AbortSignal): Promise<Rejection> {
    return (await this.sink.deliver(messages, signal)) ?? { count: 0, reason: "" };
  }

  private settle(batch: Batch<Message>, { count, reason }: Rejection): void {
    this.reader.advance(batch.end);
    this.dropped += batch.dropped;
    this.rejected += count;
    this.delivered += batch.messages.length - count;
    if (count > 0) this.onNote(`${this.sink.name} rejects ${count} of ${batch.messages.length}: ${reason}`);
  }

  /** Tries until it goes well. @returns nothing when the signal has ended it. */
  private async insist<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    for (let pauseMs = retryMs; !signal.aborted; pauseMs = Math.min(2 * pauseMs, retryMsMax)) {
      try {
        const result = await orAborted(attempt(), signal);
        if (!signal.aborted) this.hasTrouble(undefined);
        return result;
      } catch (error) {
        if (signal.aborted) return undefined;
        this.hasTrouble(reasonOf(error));
        await this.pause(error instanceof TryLater ? error.afterMs : pauseMs, signal);
      }
    }
    return undefined;
  }

  /** Says what has changed, once. */
  private hasTrouble(trouble: string | undefined): void {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    this.onNote(
      trouble === undefined ? `${this.sink.name} takes messages again` : `${this.sink.name}: ${trouble}`,
    );
  }
}

/** What a sink does not finish is not waited for when the signal is aborted. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const give = (): void => resolve(undefined);
    signal.addEventListener("abort", give);
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", give));
  });
}

/** Lets time pass, or less of it when the signal is aborted. */
type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

const pauseFor: Pause = (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {});

function overrun({ dropped }: Batch<Message>): Message {
  return hostMessage({ kind: "loss", dropped, reason: "spool overrun" });
}
