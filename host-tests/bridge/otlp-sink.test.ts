/** Goal: collectors get what the specification asks for. Method: a server that answers as they do. */
import { createServer, type IncomingMessage } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { otlpSink } from "../../host/bridge/sinks/otlp-sink.ts";
import { TryLater } from "../../host/bridge/sinks/sink.ts";
import { message, recordMessage } from "./support/messages.ts";

const never = new AbortController().signal;

describe("a sink for OTLP", () => {
  it("posts records as the specification has them in JSON, by board", async () => {
    const collector = await startCollector(200, {});
    const messages = [
      recordMessage(1, { level: 3, seq: 41 }),
      message(2, { kind: "loss", dropped: 4, reason: "overrun" }),
      message(1, { kind: "text", text: "Uncaught Error" }, "hall"),
    ];
    expect(await otlpSink(collector.url).deliver(messages, never)).toBeUndefined();
    const { method, url, headers, body } = collector.requests[0]!;
    expect([method, url, headers["content-type"]]).toEqual(["POST", "/v1/logs", "application/json"]);
    expect(body).toEqual({
      resourceLogs: [
        resource("kitchen", [
          {
            observedTimeUnixNano: "1795420800250000000",
            severityNumber: 17,
            severityText: "err",
            body: { stringValue: "record 1" },
            attributes: [
              text("baton.kind", "record"),
              { key: "baton.time", value: { doubleValue: 1.25 } },
              text("baton.context", "task"),
              text("baton.facility", "net"),
              { key: "baton.seq", value: { intValue: "41" } },
              text("baton.run", "0badcafe"),
              { key: "baton.number", value: { intValue: "1" } },
            ],
          },
          expect.objectContaining({ severityNumber: 13, body: { stringValue: "dropped 4: overrun" } }),
        ]),
        resource("hall", [
          expect.objectContaining({ severityNumber: 9, body: { stringValue: "Uncaught Error" } }),
        ]),
      ],
    });
  });

  it.each([
    [0, 21],
    [1, 19],
    [2, 18],
    [3, 17],
    [4, 13],
    [5, 10],
    [6, 9],
    [7, 5],
  ])("gives level %d the severity number %d", async (level, expected) => {
    const collector = await startCollector(200, {});
    await otlpSink(collector.url).deliver([recordMessage(1, { level })], never);
    const { resourceLogs } = collector.requests[0]!.body as {
      resourceLogs: { scopeLogs: { logRecords: object[] }[] }[];
    };
    expect(resourceLogs[0]?.scopeLogs[0]?.logRecords[0]).toMatchObject({ severityNumber: expected });
  });

  it("counts what the collector took only in part, and what it refuses for good", async () => {
    const part = await startCollector(200, {
      partialSuccess: { rejectedLogRecords: "2", errorMessage: "too old" },
    });
    expect(
      await otlpSink(part.url).deliver(
        [1, 2, 3].map((n) => recordMessage(n)),
        never,
      ),
    ).toEqual({
      count: 2,
      reason: "too old",
    });
    const refusing = await startCollector(400, { message: "no\u001b[2J" });
    expect(await otlpSink(refusing.url).deliver([recordMessage(1)], never)).toEqual({
      count: 1,
      reason: expect.stringMatching(/^HTTP 400 [\x20-\x7e]*$/),
    });
  });

  it("tries again after 429, 502, 503 and 504, when the collector says so", async () => {
    for (const status of [429, 502, 503, 504]) {
      const busy = await startCollector(status, {}, { "retry-after": "7" });
      const outcome = otlpSink(busy.url).deliver([recordMessage(1)], never);
      await expect(outcome).rejects.toMatchObject({ afterMs: 7000 });
      await expect(outcome).rejects.toBeInstanceOf(TryLater);
    }
  });

  it("fails, to be tried again, when nobody answers", async () => {
    const { url, close } = await startCollector(200, {});
    close();
    await expect(otlpSink(url).deliver([recordMessage(1)], never)).rejects.toThrow("ECONNREFUSED");
  });

  it("sends the headers it was given", async () => {
    const collector = await startCollector(200, {});
    await otlpSink(collector.url, { headers: { "x-api-key": "k" } }).deliver([recordMessage(1)], never);
    expect(collector.requests[0]?.headers["x-api-key"]).toBe("k");
  });
});

function resource(board: string, logRecords: readonly object[]): object {
  return {
    resource: { attributes: [text("service.name", "baton"), text("service.instance.id", board)] },
    scopeLogs: [{ scope: { name: "espruino-baton" }, logRecords }],
  };
}

function text(key: string, value: string): object {
  return { key, value: { stringValue: value } };
}

interface Request extends Pick<IncomingMessage, "method" | "url" | "headers"> {
  readonly body: unknown;
}

/** A collector that gives everybody the same answer. */
async function startCollector(status: number, answer: object, headers: Record<string, string> = {}) {
  const requests: Request[] = [];
  const server = createServer(async (request, response) => {
    const pieces = await request.toArray();
    const { method, url } = request;
    requests.push({ method, url, headers: request.headers, body: JSON.parse(pieces.join("")) });
    response.writeHead(status, headers).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const close = () => void server.close();
  onTestFinished(close);
  return { url: new URL(`http://127.0.0.1:${port}`), requests, close };
}
