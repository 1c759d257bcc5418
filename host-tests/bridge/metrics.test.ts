import { describe, expect, it, onTestFinished } from "vitest";
import { BoardBooks } from "../../host/bridge/board-books.ts";
import type { BridgeStatus } from "../../host/bridge/bridge-status.ts";
import { metricsOf, serveMetrics } from "../../host/bridge/metrics.ts";

describe("the metrics", () => {
  it("tell the books in Prometheus' format, as they are when it asks", async () => {
    const books = new BoardBooks("kitchen");
    const registry = metricsOf(() => statusOf(books));
    await registry.metrics();
    const record = { kind: "record", level: 3, time: 1, context: "task", text: "12 of 64" } as const;
    books.enter({ ...record, facility: "ring-level" });
    books.enter({ ...record, level: 6, text: "13 of 64" });
    books.enter({ kind: "loss", dropped: 5, reason: "overrun" });
    books.enter({ kind: "loss", dropped: 2, reason: "overrun" });
    books.enter({ kind: "text", text: ">" });
    books.enter({ kind: "event", event: "vanished", text: "" });
    books.enter({ kind: "event", event: "returned", text: "" });
    books.enter({ kind: "event", event: "reset", text: "" });
    const lines = (await registry.metrics()).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        'baton_records_total{board="kitchen",level="err"} 1',
        'baton_records_total{board="kitchen",level="info"} 1',
        'baton_records_total{board="kitchen",level="debug"} 0',
        'baton_records_dropped_total{board="kitchen",reason="overrun"} 7',
        'baton_text_lines_total{board="kitchen"} 1',
        'baton_reconnects_total{board="kitchen"} 1',
        'baton_resets_total{board="kitchen"} 1',
        'baton_connected{board="kitchen"} 1',
        'baton_ring_records{board="kitchen"} 12',
        'baton_ring_size_records{board="kitchen"} 64',
        'baton_delivered_total{sink="mqtt://x"} 9',
        'baton_undelivered_total{sink="mqtt://x",reason="spool overrun"} 3',
        'baton_undelivered_total{sink="mqtt://x",reason="rejected"} 1',
        'baton_waiting{sink="mqtt://x"} 4',
        'baton_sink_up{sink="mqtt://x"} 0',
        "baton_spool_bytes 1024",
      ]),
    );
  });

  it("are served at /metrics and nowhere else", async () => {
    const notes: string[] = [];
    const server = await serve(0, notes);
    onTestFinished(() => server.close());
    const url = notes[0]!.replace("metrics at ", "");
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      200,
      expect.stringMatching(/^text\/plain; version=0\.0\.4/),
    ]);
    expect(await answer.text()).toContain("# TYPE baton_records_total counter");
    expect((await fetch(url.replace("/metrics", "/"))).status).toBe(404);
  });

  it("say when their port is taken", async () => {
    const notes: string[] = [];
    const server = await serve(0, notes);
    onTestFinished(() => server.close());
    await expect(serve(Number(new URL(notes[0]!.slice(11)).port), [])).rejects.toMatchObject({
      code: "METRICS_PORT_TAKEN",
    });
  });
});

function serve(port: number, notes: string[]) {
  const status = () => statusOf(new BoardBooks("kitchen"));
  return serveMetrics({ host: "127.0.0.1", port }, status, (text) => notes.push(text));
}

function statusOf(books: BoardBooks): BridgeStatus {
  const sink = { sink: "mqtt://x", delivered: 9, waiting: 4, dropped: 3, rejected: 1, trouble: "no broker" };
  return { boards: [books], sinks: [sink], spoolBytes: 1024 };
}
