import { setTimeout as sleep } from "node:timers/promises";
import { CliError } from "../errors.ts";
import { Listeners } from "../link/listeners.ts";
import type { Port } from "../link/port.ts";
import { continuity } from "./continuity.ts";
import type { Arrival, EventItem, Item } from "./item.ts";
import { LineSplitter } from "./line-splitter.ts";
import { textLines } from "./parse-line.ts";
import { chain, type Stage } from "./stage.ts";

export interface ItemSourceOptions {
  /** Opens the port again after it has vanished; without it the vanishing is an error. */
  readonly reopen?: () => Promise<Port>;
  /**
   * Makes items of lines: of text, or of tokens with text in between. Stages that look at items, such as one for stack
   * traces, are chained behind it. It sees all that comes before the port vanishes and after, with its `end` in between.
   * Text lines unless given.
   */
  readonly decoder?: Stage<string, Item>;
  /** Ends the source, which then closes its port. */
  readonly signal: AbortSignal;
  /** The host's clock, in milliseconds since 1970. */
  readonly nowMs?: () => number;
}

/** How often a vanished port is looked for. */
const retryMs = 250;

/**
 * What one board says, for as long as it is wanted: bytes from its port become items. When the port vanishes it is waited
 * for, and both its going and its coming back are items too.
 *
 * It listens from the moment it is made: what has the board speak may come after. Several may listen to it, and each
 * arrival is handed to all of them at once. Who cannot keep up calls `pause`.
 */
export class ItemSource {
  private readonly options: ItemSourceOptions;
  private readonly listeners = new Listeners<Arrival>();
  private readonly unfinished = new Listeners<string>();
  private readonly continuity = continuity();
  private stages: Stage<string, Item>;
  private readonly nowMs: () => number;
  private port: Port;
  private reading: Reading;
  private isPaused = false;
  private isSilent = false;

  constructor(port: Port, options: ItemSourceOptions) {
    this.options = options;
    this.stages = chain(options.decoder ?? textLines(), this.continuity);
    this.nowMs = options.nowMs ?? Date.now;
    this.port = port;
    this.reading = this.read(port);
  }

  /** The port's address, by which arrivals name it. */
  get name(): string {
    return this.port.name;
  }

  /** The port as it is at present. Rejects writes while the board is away. */
  get currentPort(): Port {
    return this.port;
  }

  /** @returns a function that takes the listener off again. */
  onArrival(listener: (arrival: Arrival) => void): () => void {
    return this.listeners.add(listener);
  }

  /** Hears, with each piece that comes, what has come of a line that has not ended: raw, for `lineShown`. */
  onUnfinished(listener: (text: string) => void): () => void {
    return this.unfinished.add(listener);
  }

  /**
   * Hands on what arrives until the signal ends it.
   *
   * @throws the reason of the port's end when it cannot be reopened.
   */
  async run(): Promise<void> {
    for (;;) {
      const reason = await this.reading.ended;
      await this.port.close();
      if (reason === undefined || this.options.signal.aborted) return;
      if (this.options.reopen === undefined || !isVanished(reason)) throw reason;
      this.tell("vanished", `${this.name} has gone away; waiting for it`);
      const port = await reappeared(this.options.reopen, this.options.signal);
      if (port === undefined) return;
      this.port = port;
      this.reading = this.read(port);
      this.tell("returned", `${this.name} is back`);
    }
  }

  /** Has the port hold back what comes, so that nothing piles up here. Its own buffers are small, and then it loses. */
  pause(): void {
    this.isPaused = true;
    this.port.pause?.();
  }

  resume(): void {
    this.isPaused = false;
    this.port.resume?.();
  }

  /** Hands nothing on while `work` talks to the board. */
  async silently<T>(work: (port: Port) => Promise<T>): Promise<T> {
    this.isSilent = true;
    try {
      return await work(this.port);
    } finally {
      this.reading.forget();
      this.isSilent = false;
    }
  }

  /** Reads what comes from here on in another way, as when the board runs other firmware. */
  decodeWith(decoder: Stage<string, Item>): void {
    this.stages = chain(decoder, this.continuity);
  }

  /** Puts an event of the host's among what the board says. */
  tell(event: EventItem["event"], text: string): void {
    this.handOn([{ kind: "event", event, text }], this.nowMs());
  }

  private read(port: Port): Reading {
    const reading = read(port, {
      stages: {
        push: (line) => this.stages.push(line),
        end: () => this.stages.end?.() ?? [],
      },
      signal: this.options.signal,
      nowMs: this.nowMs,
      onItems: (items, arrivedMs) => {
        if (!this.isSilent) this.handOn(items, arrivedMs);
      },
      onUnfinished: (text) => {
        if (!this.isSilent) this.unfinished.tell(text);
      },
    });
    if (this.isPaused) port.pause?.();
    else port.resume?.();
    return reading;
  }

  private handOn(items: readonly Item[], arrivedMs: number): void {
    for (const item of items) this.listeners.tell({ item, port: this.name, arrivedMs });
  }
}

interface Reading {
  /** The port's end: with a reason when it vanished, without when it was closed or the signal ended it. */
  readonly ended: Promise<Error | undefined>;
  /** Forgets a line that has begun. */
  forget(): void;
}

interface ReadOptions {
  readonly stages: Stage<string, Item>;
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
  readonly onItems: (items: readonly Item[], arrivedMs: number) => void;
  readonly onUnfinished: (text: string) => void;
}

/** Reads from the port until it ends. What has arrived of an unfinished line counts then. */
function read(port: Port, { stages, signal, nowMs, onItems, onUnfinished }: ReadOptions): Reading {
  const splitter = new LineSplitter((line, arrivedMs) => onItems(stages.push(line), arrivedMs));
  const ended = new Promise<Error | undefined>((resolve) => {
    const stopData = port.onData((data) => {
      splitter.push(data, nowMs());
      onUnfinished(splitter.unfinished);
    });
    const stopClose = port.onClose(finish);
    const whenAborted = (): void => finish(undefined);
    signal.addEventListener("abort", whenAborted);
    if (signal.aborted) finish(undefined);

    function finish(reason: Error | undefined): void {
      stopData();
      stopClose();
      signal.removeEventListener("abort", whenAborted);
      splitter.end();
      onItems(stages.end?.() ?? [], nowMs());
      resolve(reason);
    }
  });
  return { ended, forget: () => splitter.forget() };
}

/** Only what was there and has gone may come back; a board that is stuck, or a mistake, is not waited for. */
function isVanished(reason: Error): boolean {
  return !(reason instanceof CliError) || reason.code === "PORT_VANISHED";
}

async function reappeared(reopen: () => Promise<Port>, signal: AbortSignal): Promise<Port | undefined> {
  while (!signal.aborted) {
    const port = await reopen().catch(() => undefined);
    if (port !== undefined) return port;
    await sleep(retryMs, undefined, { signal }).catch(() => {});
  }
  return undefined;
}
