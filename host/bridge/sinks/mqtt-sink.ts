import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { IClientOptions, MqttClient } from "mqtt";
import { type Item, levelNames } from "../../monitor/item.ts";
import { hostMessage, type Message } from "../message.ts";
import { messageToJson } from "../message-json.ts";
import { connectMqtt, type MqttAccess } from "../mqtt-connection.ts";
import { nameOfUrl } from "../parse-url.ts";
import type { Sink } from "./sink.ts";

export interface MqttOptions extends MqttAccess {
  /** What topics begin with. */
  readonly prefix: string;
}

/** How long a broker may take to say goodbye. */
const endMs = 1000;

/**
 * Delivers to an MQTT broker, each message on its own: to `<prefix>/<board>/<level>` what is a record, to
 * `<prefix>/<board>/loss`, `…/text` and `…/event` what is none. The broker confirms each (QoS 1).
 */
export function mqttSink(url: URL, options: MqttOptions): Sink {
  let connecting: Promise<MqttClient> | undefined;

  function connection(): Promise<MqttClient> {
    connecting ??= connect();
    return connecting;
  }

  async function connect(): Promise<MqttClient> {
    try {
      const client = await connectMqtt(url, options, { will: will(options.prefix) });
      client.once("close", () => {
        connecting = undefined;
      });
      return client;
    } catch (error) {
      connecting = undefined;
      throw error;
    }
  }

  return {
    name: nameOfUrl(url),
    batchMax: 1000,
    async open() {
      await connection();
    },
    async deliver(messages, signal) {
      await publishAll(await connection(), options.prefix, messages, signal);
      return undefined;
    },
    async close() {
      const client = await connecting?.catch(() => undefined);
      if (client !== undefined) await ended(client);
    },
  };
}

export function topicOf(prefix: string, { board, item }: Message): string {
  return `${prefix}/${board}/${item.kind === "record" ? levelNames[item.level] : item.kind}`;
}

/** Resolves when the broker has confirmed them all. What it had confirmed before it went away goes out again. */
function publishAll(
  client: MqttClient,
  prefix: string,
  messages: readonly Message[],
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => finish(() => reject(new Error("the connection to the broker has ended")));
    client.once("close", fail);
    signal.addEventListener("abort", fail);
    if (signal.aborted || !client.connected) return fail();
    const confirmed = messages.map((message) =>
      client.publishAsync(topicOf(prefix, message), messageToJson(message), { qos: 1 }),
    );
    Promise.all(confirmed).then(() => finish(resolve), fail);

    function finish(settle: () => void): void {
      client.off("close", fail);
      signal.removeEventListener("abort", fail);
      settle();
    }
  });
}

/** Said by the broker in the bridge's place when the bridge has gone without a word. */
function will(prefix: string): IClientOptions["will"] {
  const text = `the bridge on ${hostname()} has gone away`;
  const item: Item = { kind: "event", event: "vanished", text };
  const message = hostMessage(item);
  return {
    topic: topicOf(prefix, message),
    payload: Buffer.from(messageToJson(message)),
    qos: 1,
    retain: false,
  };
}

/** A broker that does not answer is not waited for longer. */
async function ended(client: MqttClient): Promise<void> {
  await Promise.race([client.endAsync(), sleep(endMs, undefined, { ref: false })]);
  client.end(true);
}
