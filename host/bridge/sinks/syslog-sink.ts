import { createSocket } from "node:dgram";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { plainText } from "../../monitor/item.ts";
import type { Message } from "../message.ts";
import { nameOfUrl } from "../parse-url.ts";
import { levelOf } from "./otlp-sink.ts";
import type { Sink } from "./sink.ts";

export interface SyslogOptions {
  /** Certificates to trust in place of the system's, as PEM; for `tls:`. */
  readonly ca?: string;
}

/** How long a collector may take to accept. */
const connectMs = 10_000;

/** How long a collector may let a batch wait. */
const writeMs = 30_000;

/** local0: what is left to the site. Source: RFC 5424, table 1. */
const facilityCode = 16;

/**
 * Delivers to a syslog collector, RFC 5424. Syslog confirms nothing: over TCP and TLS a batch counts as delivered when the
 * system has taken it, and over UDP each datagram may be lost on its way.
 *
 * @param url - `udp://host:514` (RFC 5426), `tcp://host:601` (octet counting, RFC 6587) or `tls://host:6514` (RFC 5425).
 */
export function syslogSink(url: URL, options: SyslogOptions = {}): Sink {
  return url.protocol === "udp:" ? datagramSink(url) : streamSink(url, options);
}

/** One message as it stands in a datagram, or behind its count in a stream. */
export function syslogText({ item, arrivedMs, board, number }: Message): string {
  const priority = facilityCode * 8 + levelOf(item);
  const app = item.kind === "record" ? (item.facility ?? "-") : "baton";
  const header = `<${priority}>1 ${new Date(arrivedMs).toISOString()} ${printable(board, 255)} ${printable(app, 48)} - ${item.kind}`;
  const upTime = item.kind === "record" ? ` sysUpTime="${Math.round(item.time * 100)}"` : "";
  const meta = `[meta sequenceId="${sequenceId(number)}"${upTime}]`;
  return `${header} ${meta} \ufeff${item.kind === "record" ? item.text : plainText(item)}`;
}

/** It goes from 1 to 2147483647 and then begins again. Source: RFC 5424, section 7.3.1. */
function sequenceId(number: number): number {
  return (Math.max(0, number - 1) % 2_147_483_647) + 1;
}

/** Header fields are printable ASCII without spaces and bounded. */
function printable(text: string, lengthMax: number): string {
  return text.replace(/[^\x21-\x7e]/g, "_").slice(0, lengthMax) || "-";
}

function datagramSink(url: URL): Sink {
  const host = hostOf(url);
  const socket = createSocket(isIP(host) === 6 ? "udp6" : "udp4");
  // A collector that is not there is told of by the next datagram's failure.
  socket.on("error", () => {});
  const connected = new Promise<void>((resolve) => socket.connect(portOf(url, 514), host, () => resolve()));
  return {
    name: nameOfUrl(url),
    batchMax: 64,
    async deliver(messages) {
      await connected;
      for (const message of messages)
        await new Promise<void>((resolve, reject) => {
          socket.send(syslogText(message), (error) => (error ? reject(error) : resolve()));
        });
      return undefined;
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function streamSink(url: URL, options: SyslogOptions): Sink {
  let socket: Socket | undefined;
  return {
    name: nameOfUrl(url),
    batchMax: 512,
    async deliver(messages) {
      socket = isUsable(socket) ? socket : await open(url, options);
      await write(socket, frames(messages));
      return undefined;
    },
    async close() {
      // What is still to be written was not delivered, and goes out again another time.
      if (socket?.writableLength === 0) socket.end();
      else socket?.destroy();
    },
  };
}

/** Octet counting: `LENGTH SPACE MESSAGE`. */
function frames(messages: readonly Message[]): string {
  return messages
    .map(syslogText)
    .map((text) => `${Buffer.byteLength(text)} ${text}`)
    .join("");
}

function isUsable(socket: Socket | undefined): socket is Socket {
  return socket?.writable === true && !socket.readableEnded;
}

function open(url: URL, { ca }: SyslogOptions): Promise<Socket> {
  const host = hostOf(url);
  return new Promise((resolve, reject) => {
    const socket =
      url.protocol === "tls:"
        ? connectTls({ host, port: portOf(url, 6514), ca, servername: isIP(host) ? undefined : host })
        : connectTcp({ host, port: portOf(url, 601) });
    const timer = setTimeout(() => socket.destroy(new Error("no answer")), connectMs);
    // A collector has nothing to say; its silence has to be read for its end to be seen.
    socket.resume();
    socket.on("error", reject);
    socket.once("close", () => clearTimeout(timer));
    socket.once(url.protocol === "tls:" ? "secureConnect" : "connect", () => {
      clearTimeout(timer);
      resolve(socket);
    });
  });
}

function write(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const whenClosed = (): void => finish(new Error("the connection has ended"));
    const timer = setTimeout(() => socket.destroy(new Error("the collector takes nothing")), writeMs);
    socket.once("close", whenClosed);
    socket.write(text, finish);

    function finish(error?: Error | null): void {
      clearTimeout(timer);
      socket.off("close", whenClosed);
      if (error) reject(error);
      else resolve();
    }
  });
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

function portOf({ port }: URL, usual: number): number {
  return port === "" ? usual : Number(port);
}
