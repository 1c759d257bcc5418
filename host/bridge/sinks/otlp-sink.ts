import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { type Item, levelNames, plainText } from "../../monitor/item.ts";
import { bridgeName, type Message } from "../message.ts";
import { nameOfUrl } from "../parse-url.ts";
import { type Rejection, type Sink, TryLater } from "./sink.ts";

export interface OtlpOptions {
  /** Sent with each request, as for an API key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Certificates to trust in place of the system's, as PEM. */
  readonly ca?: string;
}

/** How long a collector may take to answer. */
const answerMs = 30_000;
/** Collectors tell a client in a sentence what is wrong; more is not read. */
const answerBytesMax = 65_536;

/** Answers after which a client may try again. Source: OTLP Specification 1.3, "OTLP/HTTP Response", retryable codes. */
const retryable: readonly number[] = [429, 502, 503, 504];

/**
 * Delivers to an OpenTelemetry collector: OTLP/HTTP, logs, in JSON.
 *
 * @param endpoint - as for OTEL_EXPORTER_OTLP_ENDPOINT: `/v1/logs` is added to a URL without it.
 */
export function otlpSink(endpoint: URL, options: OtlpOptions = {}): Sink {
  const url = new URL(endpoint);
  if (!url.pathname.endsWith("/v1/logs")) url.pathname = `${url.pathname.replace(/\/$/, "")}/v1/logs`;
  return {
    name: nameOfUrl(url),
    batchMax: 512,
    async deliver(messages, signal) {
      return judge(await post(url, JSON.stringify(logsOf(messages)), options, signal), messages.length);
    },
    close: async () => {},
  };
}

/** One request's body. Source: opentelemetry-proto 1.3, ExportLogsServiceRequest, in its JSON mapping. */
export function logsOf(messages: readonly Message[]): object {
  return {
    resourceLogs: [...byBoard(messages)].map(([board, ofBoard]) => ({
      resource: { attributes: [attribute("service.name", "baton"), attribute("service.instance.id", board)] },
      scopeLogs: [{ scope: { name: "espruino-baton" }, logRecords: ofBoard.map(logRecord) }],
    })),
  };
}

function byBoard(messages: readonly Message[]): Map<string, Message[]> {
  const groups = new Map<string, Message[]>();
  for (const message of messages) {
    const group = groups.get(message.board);
    if (group === undefined) groups.set(message.board, [message]);
    else group.push(message);
  }
  return groups;
}

/** Boards know no time of day: what is known is when the host saw the record, and how long the board had been up. */
function logRecord(message: Message): object {
  const { item, arrivedMs, run, number } = message;
  const level = levelOf(item);
  return {
    observedTimeUnixNano: `${Math.round(arrivedMs)}000000`,
    severityNumber: severityNumbers[level],
    severityText: levelNames[level],
    body: { stringValue: item.kind === "record" ? item.text : plainText(item) },
    attributes: [
      attribute("baton.kind", item.kind),
      ...(item.kind === "record" ? recordAttributes(item) : []),
      ...(message.board === bridgeName
        ? []
        : [attribute("baton.run", run), attribute("baton.number", number)]),
    ],
  };
}

function recordAttributes({ time, context, facility, seq }: Extract<Item, { kind: "record" }>): object[] {
  return [
    attribute("baton.time", time),
    attribute("baton.context", context),
    ...(facility === undefined ? [] : [attribute("baton.facility", facility)]),
    ...(seq === undefined ? [] : [attribute("baton.seq", seq)]),
  ];
}

/** Losses matter as warnings do; a line that is no record says nothing about itself. */
export function levelOf(item: Item): number {
  if (item.kind === "record") return item.level;
  return item.kind === "loss" ? warning : informational;
}

const warning = 4;
const informational = 6;

/** By level. Source: OpenTelemetry Logs Data Model, appendix B, mapping of syslog's severities. */
const severityNumbers: readonly number[] = [21, 19, 18, 17, 13, 10, 9, 5];

/** Integers go as text: JSON's numbers would not hold all 64 bits. Source: protobuf's JSON mapping of int64. */
function attribute(key: string, value: string | number): object {
  if (typeof value === "string") return { key, value: { stringValue: value } };
  return { key, value: Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value } };
}

interface Answer {
  readonly status: number;
  readonly retryAfter?: string;
  readonly body: string;
}

function post(url: URL, body: string, { headers, ca }: OtlpOptions, signal: AbortSignal): Promise<Answer> {
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: "POST",
        ca,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          ...headers,
        },
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (piece: string) => {
          text = (text + piece).slice(0, answerBytesMax);
        });
        response.once("error", reject);
        response.once("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            retryAfter: response.headers["retry-after"],
            body: text,
          }),
        );
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}

/** Only some failures may be tried again; after the others the spec has a client drop what it sent. */
function judge({ status, retryAfter, body }: Answer, count: number): Rejection | undefined {
  if (status >= 200 && status < 300) return partialSuccess(body);
  const reason = `HTTP ${status} ${excerpt(body)}`.trimEnd();
  if (!retryable.includes(status)) return { count, reason };
  const afterS = Number(retryAfter);
  throw afterS > 0 ? new TryLater(reason, Math.min(afterS * 1000, retryAfterMsMax)) : new Error(reason);
}

const retryAfterMsMax = 600_000;

function partialSuccess(body: string): Rejection | undefined {
  const { rejectedLogRecords, errorMessage = "no reason given" } = parse(body)?.partialSuccess ?? {};
  const count = Number(rejectedLogRecords ?? 0);
  return count > 0 ? { count, reason: excerpt(String(errorMessage)) } : undefined;
}

function parse(
  body: string,
): { partialSuccess?: { rejectedLogRecords?: unknown; errorMessage?: unknown } } | undefined {
  try {
    return JSON.parse(body) ?? undefined;
  } catch {
    return undefined;
  }
}

/** What a stranger says, short enough for a line, and harmless there. */
function excerpt(text: string): string {
  return text.slice(0, 200).replace(/[^\x20-\x7e]+/g, " ");
}
