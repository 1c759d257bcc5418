/** Goal: collectors get RFC 5424, framed as each transport wants it. Method: sockets that read to the letter. */
import { createSocket } from "node:dgram";
import { createServer, type Server, type Socket } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { syslogSink, syslogText } from "../../host/bridge/sinks/syslog-sink.ts";
import { message, recordMessage } from "./support/messages.ts";

const never = new AbortController().signal;

describe("a syslog message", () => {
  it("has priority, time, board, facility, number and up-time where RFC 5424 has them", () => {
    expect(syslogText(recordMessage(7, { level: 3, text: "grüße" }))).toBe(
      '<131>1 2026-11-23T08:00:00.250Z kitchen net - record [meta sequenceId="7" sysUpTime="125"] \ufeffgrüße',
    );
    expect(syslogText(message(8, { kind: "loss", dropped: 2, reason: "overrun" }))).toBe(
      '<132>1 2026-11-23T08:00:00.250Z kitchen baton - loss [meta sequenceId="8"] \ufeffdropped 2: overrun',
    );
  });

  it("keeps its header in form, whatever a board is called or calls its modules", () => {
    const facility = `${"x".repeat(60)} ]"`;
    const [, , host, app] = syslogText({ ...recordMessage(1, { facility }), board: "küche 1" }).split(" ");
    expect([host, app]).toEqual(["k_che_1", "x".repeat(48)]);
  });

  it("numbers up to 2147483647 and from 1 again", () => {
    const idOf = (number: number) => /sequenceId="(\d+)"/.exec(syslogText(recordMessage(number)))?.[1];
    expect([idOf(2_147_483_647), idOf(2_147_483_648)]).toEqual(["2147483647", "1"]);
  });
});

describe("a sink for syslog", () => {
  it("sends a datagram for each message over UDP", async () => {
    const got: string[] = [];
    const collector = createSocket("udp4").on("message", (data) => got.push(data.toString()));
    await new Promise<void>((resolve) => collector.bind(0, "127.0.0.1", resolve));
    onTestFinished(() => void collector.close());
    const sink = syslogSink(new URL(`udp://127.0.0.1:${collector.address().port}`));
    onTestFinished(() => sink.close());
    const messages = [recordMessage(1), recordMessage(2)];
    await sink.deliver(messages, never);
    await vi.waitUntil(() => got.length === 2);
    expect(got).toEqual(messages.map(syslogText));
  });

  it("counts octets, not characters, over TCP", async () => {
    const { url, pieces } = await startCollector();
    const sink = syslogSink(url);
    onTestFinished(() => sink.close());
    const messages = [recordMessage(1, { text: "grüße\nzwei" }), recordMessage(2)];
    await sink.deliver(messages, never);
    await vi.waitUntil(() => unframed(Buffer.concat(pieces)).length === 2);
    expect(unframed(Buffer.concat(pieces))).toEqual(messages.map(syslogText));
  });

  it("connects again when the collector has hung up, and fails when it is gone", async () => {
    const { url, server, pieces, sockets } = await startCollector();
    const sink = syslogSink(url);
    onTestFinished(() => sink.close());
    await sink.deliver([recordMessage(1)], never);
    await vi.waitUntil(() => pieces.length > 0);
    for (const socket of sockets) socket.destroy();
    await vi.waitUntil(() =>
      sink.deliver([recordMessage(2)], never).then(
        () => sockets.length === 2,
        () => false,
      ),
    );
    server.close();
    for (const socket of sockets) socket.destroy();
    await vi.waitUntil(() =>
      sink.deliver([recordMessage(3)], never).then(
        () => false,
        () => true,
      ),
    );
    await expect(sink.deliver([recordMessage(3)], never)).rejects.toThrow("ECONNREFUSED");
  });
});

/** Reads frames of RFC 6587, section 3.4.1. */
function unframed(data: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(" ", at);
    const end = space + 1 + Number(data.toString("latin1", at, space));
    if (space < 0 || end > data.length) break;
    texts.push(data.toString("utf8", space + 1, end));
    at = end;
  }
  return texts;
}

async function startCollector() {
  const pieces: Buffer[] = [];
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on("data", (data) => pieces.push(data)).on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as { port: number };
  return { url: new URL(`tcp://127.0.0.1:${port}`), server, pieces, sockets };
}
