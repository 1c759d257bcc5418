import { homedir } from "node:os";
import { join } from "node:path";
import { findBoard } from "../boards/find-board.ts";
import { boardAddresses } from "../bridge/board-address.ts";
import type { BridgedBoard } from "../bridge/board-feed.ts";
import { Bridge } from "../bridge/bridge.ts";
import { statusJson, statusLines } from "../bridge/bridge-status.ts";
import { noSink } from "../bridge/errors.ts";
import type { MetricsAddress } from "../bridge/metrics.ts";
import { parseUrl } from "../bridge/parse-url.ts";
import { mqttSink } from "../bridge/sinks/mqtt-sink.ts";
import { otlpSink } from "../bridge/sinks/otlp-sink.ts";
import type { Sink } from "../bridge/sinks/sink.ts";
import { syslogSink } from "../bridge/sinks/syslog-sink.ts";
import { openReturningPort } from "../link/port.ts";
import { type AccessOptions, accessOf, accessOptions } from "./access-options.ts";
import { boardDecoders } from "./board-decoders.ts";
import type { Command, Output } from "./command.ts";
import { gather } from "./gather.ts";
import { parseBaud } from "./parse-baud.ts";
import { parseDuration } from "./parse-duration.ts";
import { parseMetricsAddress } from "./parse-metrics-address.ts";
import { parseSize } from "./parse-size.ts";
import { portSummary } from "./port-summary.ts";

/** What `uartConsole()` sets up on boards that can. */
const usualBaud = 115_200;
/** Two hours of 64 boards with ten records a second each. */
const spoolBytes = 256 * 1024 ** 2;

export const bridge: Command = {
  name: "bridge",
  summary: "bring the records of many boards to MQTT, OTLP, syslog and Prometheus",
  options: [
    {
      flags: "--port <[name=]port>",
      summary: `${portSummary}; may be given more than once, and named: kitchen=/dev/ttyACM0`,
      parse: gather,
    },
    {
      flags: "--manifest <[name=]file>",
      summary:
        "what the boards run, or one of them, as built: puts tokens into words, has traces name sources",
      parse: gather,
    },
    { flags: "--baud <n>", summary: `speed of the lines (default: ${usualBaud})`, parse: parseBaud },
    { flags: "--board <name>", summary: "the board whose console speed to use" },
    { flags: "--mqtt <url>", summary: "mqtt://user@host:1883 or mqtts://…; password in BATON_MQTT_PASSWORD" },
    { flags: "--topic <prefix>", summary: "topics are <prefix>/<board>/<level>", default: "baton" },
    { flags: "--otlp <url>", summary: "http://host:4318; headers in OTEL_EXPORTER_OTLP_HEADERS" },
    { flags: "--syslog <url>", summary: "tcp://host:601, tls://host:6514 or udp://host:514" },
    {
      flags: "--metrics <[host:]port>",
      summary: "offer http://127.0.0.1:<port>/metrics to Prometheus",
      parse: parseMetricsAddress,
    },
    ...accessOptions,
    {
      flags: "--spool <folder>",
      summary: "where undelivered records wait (default: ~/.local/state/baton/spool)",
    },
    {
      flags: "--spool-size <size>",
      summary: "what they may take on the disk (default: 256M)",
      parse: parseSize,
    },
    {
      flags: "--status <time>",
      summary: "print the books this often, and not only at the end",
      parse: parseDuration,
    },
    { flags: "--json", summary: "print the books as JSON" },
  ],
  examples: [
    "baton bridge --port kitchen=/dev/ttyACM0 --port hall=/dev/ttyACM1 --mqtt mqtt://127.0.0.1:1883",
    "baton bridge --port tcp:10.0.0.7:23 --otlp http://127.0.0.1:4318 --metrics 9464",
    "baton bridge --port /dev/ttyUSB0 --syslog udp://127.0.0.1:514 --status 10s --json",
  ],
  async run(_args, options, output) {
    const chosen = options as BridgeCommandOptions;
    const works = await Bridge.open({
      boards: await boardsOf(chosen, output.signal),
      sinks: await sinksOf(chosen),
      spool: { folder: chosen.spool ?? defaultSpool(), bytesMax: chosen.spoolSize ?? spoolBytes },
      metrics: chosen.metrics,
      onNote: output.note,
      signal: output.signal,
    });
    const printBooks = (): void => print(works, chosen.json === true, output);
    const timer = chosen.status === undefined ? undefined : setInterval(printBooks, chosen.status);
    try {
      await works.run();
    } finally {
      clearInterval(timer);
    }
    printBooks();
  },
};

interface BridgeCommandOptions extends AccessOptions {
  readonly port?: string | readonly string[];
  readonly manifest?: readonly string[];
  readonly baud?: number;
  readonly board?: string;
  readonly mqtt?: string;
  readonly topic: string;
  readonly otlp?: string;
  readonly syslog?: string;
  readonly metrics?: MetricsAddress;
  readonly spool?: string;
  readonly spoolSize?: number;
  readonly status?: number;
  readonly json?: boolean;
}

async function boardsOf(options: BridgeCommandOptions, signal: AbortSignal): Promise<BridgedBoard[]> {
  const { port, manifest = [], board, baud: chosen } = options;
  const baud = chosen ?? (board === undefined ? usualBaud : (await findBoard(board)).console.baud);
  const addresses = boardAddresses([port ?? ""].flat());
  const names = addresses.map(({ name }) => name);
  const decoders = await boardDecoders(names, manifest);
  return addresses.map(({ name, port: address }) => ({
    name,
    decoder: decoders.get(name),
    open: () => openReturningPort(address || undefined, { baud, signal }),
  }));
}

async function sinksOf(options: BridgeCommandOptions): Promise<Sink[]> {
  const { mqtt, otlp, syslog, topic, metrics } = options;
  const access = await accessOf(options);
  const sinks: Sink[] = [];
  if (mqtt !== undefined)
    sinks.push(mqttSink(parseUrl(mqtt, "--mqtt", ["mqtt", "mqtts"]), { ...access, prefix: topic }));
  if (otlp !== undefined)
    sinks.push(
      otlpSink(parseUrl(otlp, "--otlp", ["http", "https"]), { ca: access.ca, headers: otlpHeaders() }),
    );
  if (syslog !== undefined)
    sinks.push(syslogSink(parseUrl(syslog, "--syslog", ["tcp", "tls", "udp"]), access));
  if (sinks.length === 0 && metrics === undefined) throw noSink();
  return sinks;
}

/** `name=value,name=value`, percent-encoded. Source: OpenTelemetry, "Specifying headers via environment variables". */
function otlpHeaders(): Record<string, string> {
  const pairs = (process.env.OTEL_EXPORTER_OTLP_HEADERS ?? "").split(",").map((pair) => pair.split("="));
  const named = pairs.filter(([name, value]) => name !== "" && value !== undefined);
  return Object.fromEntries(
    named.map(([name = "", ...value]) => [name.trim(), decodeURIComponent(value.join("=").trim())]),
  );
}

/** Source: XDG Base Directory Specification, XDG_STATE_HOME. */
function defaultSpool(): string {
  return join(process.env.XDG_STATE_HOME ?? join(homedir(), ".local", "state"), "baton", "spool");
}

function print(works: Bridge, isJson: boolean, output: Output): void {
  if (isJson) output.print(statusJson(works.status));
  else for (const line of statusLines(works.status)) output.print(line);
}
