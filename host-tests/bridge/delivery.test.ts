/** Goal: a sink gets every message at least once, whatever it does. Method: sinks that misbehave; pauses that take no time. */
import { describe, expect, it, vi } from "vitest";
import { Delivery } from "../../host/bridge/delivery.ts";
import { mqttRefused, mqttUnreachable } from "../../host/bridge/errors.ts";
import type { Message } from "../../host/bridge/message.ts";
import { type Rejection, type Sink, TryLater } from "../../host/bridge/sinks/sink.ts";
import { Spool } from "../../host/bridge/spool/spool.ts";
import { recordMessage } from "./support/messages.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

describe("a delivery", () => {
  it("repeats a batch until the sink takes it, and says once that there is trouble and once that it is over", async () => {
    const outcomes = [new Error("no"), new Error("no"), undefined];
    const { taken, notes, status } = await deliver(3, async () => {
      const outcome = outcomes.shift();
      if (outcome !== undefined) throw outcome;
      return undefined;
    });
    expect(taken).toEqual([3, 3, 3]);
    expect(notes).toEqual(["test: no", "test takes messages again"]);
    expect(status).toMatchObject({ delivered: 3, waiting: 0, trouble: undefined });
  });

  it("counts what the other side rejects for good, and goes on", async () => {
    const { notes, status } = await deliver(3, async () => ({ count: 1, reason: "too old" }));
    expect(notes).toEqual(["test rejects 1 of 3: too old"]);
    expect(status).toMatchObject({ delivered: 2, rejected: 1, waiting: 0 });
  });

  it("waits longer each time, and as long as it was told", async () => {
    const outcomes = [new Error("no"), new Error("no"), new TryLater("busy", 60_000), undefined];
    const { pausesMs } = await deliver(1, async () => {
      const outcome = outcomes.shift();
      if (outcome !== undefined) throw outcome;
      return undefined;
    });
    expect(pausesMs).toEqual([250, 500, 60_000]);
  });

  it("tells a sink that missed messages how many", async () => {
    const spool = await openSpool();
    const reader = spool.reader("test");
    for (let number = 1; number <= 20_000; number++) spool.append(recordMessage(number));
    const got: Message[] = [];
    const delivery = new Delivery(
      testSink(async (batch) => void got.push(...batch)),
      reader,
      () => {},
    );
    await runUntilDelivered(delivery, new AbortController());
    const first = got[0]!;
    expect(first).toMatchObject({ board: "bridge", item: { kind: "loss", reason: "spool overrun" } });
    expect(delivery.status.dropped + delivery.status.delivered).toBe(20_000);
    expect(got[1]!.number).toBe(delivery.status.dropped + 1);
  });

  it("outlives a sink that cannot be reached at the beginning, but not one that refuses us", async () => {
    const spool = await openSpool();
    const opening = (error: Error) =>
      new Delivery(
        { ...testSink(async () => {}), open: () => Promise.reject(error) },
        spool.reader("test"),
        () => {},
      );
    const unreachable = opening(mqttUnreachable("mqtt://x", new Error("refused")));
    await unreachable.open();
    expect(unreachable.status.trouble).toMatch(/^no broker answers/);
    await expect(opening(mqttRefused("mqtt://x", new Error("no"))).open()).rejects.toMatchObject({
      code: "MQTT_REFUSED",
    });
  });
});

/** Delivers so many messages to a sink with these outcomes. */
async function deliver(count: number, outcome: () => Promise<Rejection | undefined>) {
  const spool = await openSpool();
  const taken: number[] = [];
  const notes: string[] = [];
  const ended = new AbortController();
  const sink = testSink(async (batch) => {
    taken.push(batch.length);
    return outcome();
  });
  const pausesMs: number[] = [];
  const pause = async (ms: number): Promise<void> => void pausesMs.push(ms);
  const delivery = new Delivery(sink, spool.reader("test"), (text) => notes.push(text), pause);
  for (let number = 1; number <= count; number++) spool.append(recordMessage(number));
  await runUntilDelivered(delivery, ended);
  return { taken, notes, status: delivery.status, pausesMs };
}

async function runUntilDelivered(delivery: Delivery, ended: AbortController): Promise<void> {
  const running = delivery.run(ended.signal);
  await vi.waitUntil(() => delivery.status.waiting === 0);
  ended.abort();
  await running;
}

function testSink(deliver: (batch: readonly Message[]) => Promise<unknown>): Sink {
  return {
    name: "test",
    batchMax: 1000,
    deliver: async (batch) => (await deliver(batch)) as Rejection | undefined,
    close: async () => {},
  };
}

async function openSpool(): Promise<Spool<Message>> {
  return Spool.open<Message>({ folder: temporaryFolder(), bytesMax: 1 << 20, onNote: () => {} });
}
