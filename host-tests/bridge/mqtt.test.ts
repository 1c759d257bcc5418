/** Goal: nothing is lost between the bridge and a subscriber. Method: a real mosquitto that is killed and started again. */
import { readFileSync } from "node:fs";
import { connectAsync, type MqttClient } from "mqtt";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Delivery } from "../../host/bridge/delivery.ts";
import type { Message } from "../../host/bridge/message.ts";
import { messageFromJson } from "../../host/bridge/message-json.ts";
import { type MqttOptions, mqttSink } from "../../host/bridge/sinks/mqtt-sink.ts";
import { Spool } from "../../host/bridge/spool/spool.ts";
import { message, recordMessage } from "./support/messages.ts";
import { hasMosquitto, Mosquitto, type MosquittoOptions } from "./support/mosquitto.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

describe.skipIf(!hasMosquitto)("a sink for MQTT", () => {
  it("publishes each message under its board and level", async () => {
    const broker = await startBroker();
    const { topics, got } = await subscriber(broker);
    const sink = sinkOf(broker);
    const messages = [
      recordMessage(1, { level: 3 }),
      message(2, { kind: "loss", dropped: 4, reason: "overrun" }),
      message(3, { kind: "text", text: ">" }, "hall"),
    ];
    await sink.deliver(messages, never);
    await vi.waitUntil(() => got.length === 3);
    expect(topics).toEqual(["baton/kitchen/err", "baton/kitchen/loss", "baton/hall/text"]);
    expect(got).toEqual(messages);
  });

  it("loses nothing when the broker is killed and comes back", async () => {
    const broker = await startBroker();
    const { got, client } = await subscriber(broker);
    broker.save();
    const { spool, delivery, notes } = await delivering(broker);
    append(spool, 0, 5000);
    await vi.waitUntil(() => got.length > 500);
    await broker.stop("SIGKILL");
    append(spool, 5000, 8000);
    await vi.waitUntil(() => delivery.status.trouble !== undefined);
    await broker.start();
    client.reconnect();
    append(spool, 8000, 10_000);
    await vi.waitUntil(() => numbersOf(got).size === 10_000, { timeout: 20_000 }).catch(() => {});
    expect(missing(numbersOf(got), 10_000)).toEqual([]);
    expect(notes).toEqual([
      expect.stringMatching(/the connection to the broker has ended$/),
      expect.stringMatching(/takes messages again$/),
    ]);
  });

  it("waits for a broker that is not there yet", async () => {
    const broker = await startBroker({ isLate: true });
    const { spool, delivery } = await delivering(broker);
    append(spool, 0, 100);
    await vi.waitUntil(() => delivery.status.trouble !== undefined);
    expect(delivery.status).toMatchObject({
      waiting: 100,
      trouble: expect.stringMatching(/^no broker answers at/),
    });
    await broker.start();
    await vi.waitUntil(() => delivery.status.delivered === 100, { timeout: 10_000 });
  });

  it("gives user and password, and says when they are wrong", async () => {
    const broker = await startBroker({ user: "ada", password: "count me" });
    await sinkOf(broker, { username: "ada", password: "count me" }).deliver([recordMessage(1)], never);
    await expect(sinkOf(broker, { username: "ada", password: "wrong" }).open?.()).rejects.toMatchObject({
      code: "MQTT_REFUSED",
      message: expect.not.stringContaining("wrong"),
    });
  });

  it("speaks TLS with a broker whose certificate is vouched for, and refuses another", async () => {
    const broker = await startBroker({ tls: true });
    await sinkOf(broker, { ca: readFileSync(broker.caFile, "utf8") }).deliver([recordMessage(1)], never);
    await expect(sinkOf(broker).open?.()).rejects.toMatchObject({ code: "TLS_NOT_TRUSTED" });
  });

  it("says when what answers is no broker for such a connection", async () => {
    const broker = await startBroker({ tls: true });
    const sink = mqttSink(new URL(`mqtt://localhost:${broker.port}`), { prefix: "baton" });
    await expect(sink.open?.()).rejects.toMatchObject({ code: "MQTT_UNREACHABLE" });
  });
});

const never = new AbortController().signal;

async function startBroker(options?: MosquittoOptions): Promise<Mosquitto> {
  const broker = await Mosquitto.start(options);
  onTestFinished(() => broker.remove());
  return broker;
}

function sinkOf(broker: Mosquitto, options: Partial<MqttOptions> = {}) {
  const sink = mqttSink(new URL(broker.url), { prefix: "baton", ...options });
  onTestFinished(() => sink.close());
  return sink;
}

async function delivering(broker: Mosquitto) {
  const notes: string[] = [];
  const spool = await Spool.open<Message>({ folder: temporaryFolder(), bytesMax: 1 << 26, onNote: () => {} });
  const sink = sinkOf(broker);
  const delivery = new Delivery(sink, spool.reader(sink.name), (text) => notes.push(text));
  const ended = new AbortController();
  const running = delivery.run(ended.signal);
  onTestFinished(async () => {
    ended.abort();
    await running;
    await spool.close();
  });
  return { spool, delivery, notes };
}

/** A subscriber whom the broker knows again. */
async function subscriber(broker: Mosquitto) {
  const topics: string[] = [];
  const got: (Message | undefined)[] = [];
  const client: MqttClient = await connectAsync(broker.url, {
    clientId: "test",
    clean: false,
    reconnectPeriod: 100,
  });
  client.on("error", () => {});
  client.on("message", (topic, payload) => {
    topics.push(topic);
    got.push(messageFromJson(payload.toString()));
  });
  await client.subscribeAsync("baton/#", { qos: 1 });
  onTestFinished(() => void client.end(true));
  return { topics, got: got as Message[], client };
}

/** Appends the messages behind number `first` up to number `last`. */
function append(spool: Spool<Message>, first: number, last: number): void {
  for (let number = first + 1; number <= last; number++) spool.append(recordMessage(number));
}

function numbersOf(got: readonly Message[]): Set<number> {
  return new Set(got.map(({ number }) => number));
}

function missing(numbers: ReadonlySet<number>, end: number): number[] {
  return Array.from({ length: end }, (_, i) => i + 1).filter((number) => !numbers.has(number));
}
