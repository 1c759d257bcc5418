import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Counter, Gauge, Registry } from "prom-client";
import { levelNames } from "../monitor/item.ts";
import type { BridgeStatus } from "./bridge-status.ts";
import { metricsPortTaken } from "./errors.ts";

/** Where to listen: this computer only, unless a host is named. */
export interface MetricsAddress {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
}

/** @throws CliError `METRICS_PORT_TAKEN`. */
export async function serveMetrics(
  address: MetricsAddress | undefined,
  status: () => BridgeStatus,
  onNote: (text: string) => void,
): Promise<{ close(): void }> {
  if (address === undefined) return { close: () => {} };
  const registry = metricsOf(status);
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" || request.url?.split("?")[0] !== "/metrics") {
      response.writeHead(404).end("see /metrics\n");
      return;
    }
    response.writeHead(200, { "content-type": registry.contentType }).end(await registry.metrics());
  });
  await listening(server, address);
  const { port } = server.address() as AddressInfo;
  onNote(`metrics at http://${address.host}:${port}/metrics`);
  return {
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The books as Prometheus reads them: looked up when it asks, so that they cost nothing before. */
export function metricsOf(status: () => BridgeStatus): Registry {
  const registry = new Registry();
  for (const metric of metrics) {
    const Kind = metric.kind === "counter" ? Counter : Gauge;
    new Kind({
      name: metric.name,
      help: metric.help,
      labelNames: [...metric.labels],
      registers: [registry],
      collect() {
        this.reset();
        for (const [value, ...labels] of metric.values(status()))
          this.inc(
            Object.fromEntries(metric.labels.map((label, index) => [label, labels[index] ?? ""])),
            value,
          );
      },
    });
  }
  return registry;
}

interface Metric {
  readonly name: string;
  readonly kind: "counter" | "gauge";
  readonly help: string;
  readonly labels: readonly string[];
  /** Each value with its labels. */
  readonly values: (status: BridgeStatus) => readonly (readonly [value: number, ...labels: string[]])[];
}

const metrics: readonly Metric[] = [
  {
    name: "baton_records_total",
    kind: "counter",
    help: "Records received from a board, by level.",
    labels: ["board", "level"],
    values: ({ boards }) =>
      boards.flatMap(({ board, recordsByLevel }) =>
        recordsByLevel.map((count, level) => [count, board, levelNames[level] ?? ""] as const),
      ),
  },
  {
    name: "baton_records_dropped_total",
    kind: "counter",
    help: "Records that a board or its line has dropped, by reason.",
    labels: ["board", "reason"],
    values: ({ boards }) =>
      boards.flatMap(({ board, droppedByReason }) =>
        [...droppedByReason].map(([reason, count]) => [count, board, reason] as const),
      ),
  },
  {
    name: "baton_text_lines_total",
    kind: "counter",
    help: "Lines from a board that are no records.",
    labels: ["board"],
    values: ({ boards }) => boards.map(({ board, texts }) => [texts, board]),
  },
  {
    name: "baton_reconnects_total",
    kind: "counter",
    help: "How often a board's port has come back after vanishing.",
    labels: ["board"],
    values: ({ boards }) => boards.map(({ board, reconnects }) => [reconnects, board]),
  },
  {
    name: "baton_resets_total",
    kind: "counter",
    help: "How often a board has started again.",
    labels: ["board"],
    values: ({ boards }) => boards.map(({ board, resets }) => [resets, board]),
  },
  {
    name: "baton_connected",
    kind: "gauge",
    help: "1 while a board's port is open.",
    labels: ["board"],
    values: ({ boards }) => boards.map(({ board, isConnected }) => [Number(isConnected), board]),
  },
  {
    name: "baton_ring_records",
    kind: "gauge",
    help: "Records in a board's ring that were still to be written when the board last said so.",
    labels: ["board"],
    values: ({ boards }) => boards.flatMap(({ board, ring }) => (ring ? [[ring.used, board]] : [])),
  },
  {
    name: "baton_ring_size_records",
    kind: "gauge",
    help: "How many records a board's ring holds.",
    labels: ["board"],
    values: ({ boards }) => boards.flatMap(({ board, ring }) => (ring ? [[ring.size, board]] : [])),
  },
  {
    name: "baton_delivered_total",
    kind: "counter",
    help: "Messages that a sink has taken.",
    labels: ["sink"],
    values: ({ sinks }) => sinks.map(({ sink, delivered }) => [delivered, sink]),
  },
  {
    name: "baton_undelivered_total",
    kind: "counter",
    help: "Messages that a sink has not got and will not get, by reason.",
    labels: ["sink", "reason"],
    values: ({ sinks }) =>
      sinks.flatMap(({ sink, dropped, rejected }) => [
        [dropped, sink, "spool overrun"],
        [rejected, sink, "rejected"],
      ]),
  },
  {
    name: "baton_waiting",
    kind: "gauge",
    help: "Messages in the spool that wait for a sink.",
    labels: ["sink"],
    values: ({ sinks }) => sinks.map(({ sink, waiting }) => [waiting, sink]),
  },
  {
    name: "baton_sink_up",
    kind: "gauge",
    help: "1 while a sink takes messages.",
    labels: ["sink"],
    values: ({ sinks }) => sinks.map(({ sink, trouble }) => [Number(trouble === undefined), sink]),
  },
  {
    name: "baton_spool_bytes",
    kind: "gauge",
    help: "What the spool takes on the disk.",
    labels: [],
    values: ({ spoolBytes }) => [[spoolBytes]],
  },
];

function listening(server: Server, { host, port }: MetricsAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(metricsPortTaken(host, port, error)));
    server.listen(port, host, () => resolve());
  });
}
