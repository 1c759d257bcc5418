import type { MqttClient } from "mqtt";
import { Listeners } from "../link/listeners.ts";
import type { Arrival } from "../monitor/item.ts";
import type { Source } from "../monitor/watch.ts";
import { badFilter, reasonOf } from "./errors.ts";
import type { Message } from "./message.ts";
import { messageFromJson } from "./message-json.ts";
import { connectMqtt, type MqttAccess } from "./mqtt-connection.ts";
import { numberCheck } from "./number-check.ts";

export interface MqttSourceOptions extends MqttAccess {
  /** MQTT's topic filter: `baton/#`, `baton/+/err`. */
  readonly filter: string;
  /** Hears when the subscription stands, and of the broker's going and coming back. */
  readonly onNote: (text: string) => void;
  readonly signal: AbortSignal;
}

/** How often a broker that has gone away is looked for. */
const retryMs = 1000;

/** What bridges publish, as a source beside boards' ports. Each arrival names its board where others name their port. */
export class MqttSource implements Source {
  private readonly url: URL;
  private readonly options: MqttSourceOptions;
  private readonly listeners = new Listeners<Arrival>();
  private readonly check: (message: Message) => readonly Message[];

  constructor(url: URL, options: MqttSourceOptions) {
    this.url = url;
    this.options = options;
    this.check = numberCheck(isWhole(options.filter));
  }

  onArrival(listener: (arrival: Arrival) => void): () => void {
    return this.listeners.add(listener);
  }

  /**
   * Listens until the signal ends it. A broker that goes away is waited for; what passes meanwhile is missed, and told.
   *
   * @throws CliError when the broker cannot be reached in the first place, or `BAD_FILTER`.
   */
  async run(): Promise<void> {
    const { filter, onNote, signal } = this.options;
    const client = await connectMqtt(this.url, this.options, {
      reconnectPeriod: retryMs,
      reconnectOnConnackError: true,
    });
    try {
      client.on("message", (_topic, payload) => this.take(payload.toString("utf8")));
      await subscribe(client, filter);
      onNote(`listening to ${filter}`);
      client.on("offline", () => onNote("the broker has gone away; waiting for it"));
      client.on("connect", () => onNote("the broker is back"));
      await aborted(signal);
    } finally {
      client.end(true);
    }
  }

  /** A broker takes care of those who are slow, and drops what is too much for it. */
  pause(): void {}
  resume(): void {}

  private take(json: string): void {
    const message = messageFromJson(json);
    if (message === undefined) return;
    for (const { item, board, arrivedMs } of this.check(message))
      this.listeners.tell({ item, port: board, arrivedMs });
  }
}

/** Whether everything of a board comes through, so that a number left out is a message missed. */
function isWhole(filter: string): boolean {
  return filter === "#" || filter.endsWith("/#");
}

async function subscribe(client: MqttClient, filter: string): Promise<void> {
  const granted = await client.subscribeAsync(filter, { qos: 1 }).catch((error) => {
    throw badFilter(filter, reasonOf(error));
  });
  if (granted.some(({ qos }) => qos === refused)) throw badFilter(filter, "the broker refuses it");
}

/** Source: MQTT 3.1.1, section 3.9.3, SUBACK's failure. */
const refused = 128;

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
