import type { Message } from "../message.ts";

/** A place that messages are delivered to. A sink knows nothing of boards, of the spool, or of other sinks. */
export interface Sink {
  /** Its address without secrets: also the name of its cursor. */
  readonly name: string;
  /** How many messages it takes at once. */
  readonly batchMax: number;
  /**
   * Tries to reach the other side, where that tells something before there is anything to deliver.
   *
   * @throws the reason why it cannot be reached.
   */
  open?(): Promise<void>;
  /**
   * Delivers all of the messages, in their order. What is delivered in part is delivered again: at least once.
   *
   * @returns what the other side will never take.
   * @throws when it may be tried again.
   */
  deliver(messages: readonly Message[], signal: AbortSignal): Promise<Rejection | undefined>;
  close(): Promise<void>;
}

export interface Rejection {
  readonly count: number;
  readonly reason: string;
}

/** Thrown by a sink that was told when to try again. */
export class TryLater extends Error {
  readonly afterMs: number;

  constructor(message: string, afterMs: number) {
    super(message);
    this.name = "TryLater";
    this.afterMs = afterMs;
  }
}
