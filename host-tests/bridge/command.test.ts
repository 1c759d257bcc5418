/** Goal: the commands as users have them. Method: real processes and a real broker, boards behind sockets. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { runCli } from "../../host/cli/run-cli.ts";
import { captureOutput } from "../support/captured-output.ts";
import { FakeBoard } from "./support/fake-board.ts";
import { hasMosquitto, Mosquitto, type MosquittoOptions } from "./support/mosquitto.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const main = fileURLToPath(new URL("../../dist/host/cli/main.js", import.meta.url));

describe.skipIf(!hasMosquitto)("baton bridge and baton tail", () => {
  it("bring records from boards to whoever listens, and close their books", async () => {
    const broker = await startBroker();
    const boards = [await FakeBoard.start(), await FakeBoard.start()];
    const tail = await startTail(broker, ["--json", "--count", "20"]);
    const bridge = startBridge(broker, boards, ["--json", "--metrics", "0"]);
    for (const board of boards) {
      await vi.waitUntil(() => board.isWatched, patience);
      await board.log(1, 10);
    }
    expect(await tail.exit).toBe(0);
    const shown = tail.lines().map((line) => JSON.parse(line));
    for (const name of ["b0", "b1"]) {
      const texts = shown.filter(({ port }) => port === name).map(({ text }) => Number(text));
      expect(texts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }
    expect(await metricsOf(bridge)).toContain('baton_records_total{board="b0",level="info"} 10');
    bridge.child.kill("SIGINT");
    expect(await bridge.exit).toBe(130);
    expect(JSON.parse(bridge.lines().at(-1)!)).toMatchObject({
      boards: [{ board: "b0", records: { info: 10 } }, { board: "b1" }],
      sinks: [{ sink: broker.url, delivered: 20, waiting: 0, dropped: 0, rejected: 0 }],
    });
  });

  it("tell that a bridge was killed; the next one delivers what it had kept", async () => {
    const broker = await startBroker({ isLate: true });
    const board = await FakeBoard.start();
    const spool = temporaryFolder();
    const killed = startBridge(broker, [board], ["--spool", spool, "--status", "50ms", "--json"]);
    await vi.waitUntil(() => board.isWatched, patience);
    await board.log(1, 100);
    await vi.waitUntil(() => killed.lines().some((line) => JSON.parse(line).spoolBytes > 0), patience);
    killed.child.kill("SIGKILL");
    await killed.exit;
    await broker.start();
    const tail = await startTail(broker, ["--until", "has gone away"]);
    const next = startBridge(broker, [board], ["--spool", spool]);
    await vi.waitUntil(() => tail.lines().length === 100, patience);
    next.child.kill("SIGKILL");
    await next.exit;
    await vi.waitUntil(() => tail.lines().length === 101, patience);
    expect(tail.lines()[99]).toBe("b0 [    0.100000] info   net: 100");
    expect(tail.lines()[100]).toMatch(/^bridge -- the bridge on .* has gone away --$/);
    tail.child.kill("SIGINT");
  });

  it("let in by a password in the environment, over TLS with a certificate of one's own", async () => {
    const broker = await startBroker({ tls: true, user: "ada", password: "s3cret" });
    const board = await FakeBoard.start();
    const environment = { BATON_MQTT_PASSWORD: "s3cret" };
    const access = ["--ca", broker.caFile];
    const tail = await startTail(broker, [...access, "--count", "1"], environment);
    startBridge(broker, [board], access, environment);
    await vi.waitUntil(() => board.isWatched, patience);
    await board.log(1, 1);
    expect(await tail.exit).toBe(0);
  });

  it.each([
    ["a wrong password", {}, "wrong", "MQTT_REFUSED"],
    ["an untrusted certificate", { tls: true }, "s3cret", "TLS_NOT_TRUSTED"],
  ])("end at once over %s", async (_, options, password, code) => {
    const broker = await startBroker({ user: "ada", password: "s3cret", ...options });
    const url = broker.url.replace("//", `//ada:${password}@`);
    for (const command of [["tail"], ["bridge", "--port", "tcp:127.0.0.1:1", "--spool", temporaryFolder()]]) {
      const output = captureOutput();
      expect(await runCli([...command, "--mqtt", url], output)).toBe(1);
      expect(output.noted.join("\n")).toContain(`error ${code}: `);
      expect(output.noted.join("\n")).not.toContain(password);
    }
  });
});

describe("baton bridge and baton tail", () => {
  it.each([
    [["bridge", "--port", "tcp:127.0.0.1:1"], "NO_SINK"],
    [["bridge", "--port", "nonsense", "--metrics", "0"], "BAD_PORT"],
    [["bridge", "--port", "a=tcp:x:1", "--port", "a=tcp:y:1", "--metrics", "0"], "BAD_BOARD_NAME"],
    [["bridge", "--port", "tcp:127.0.0.1:1", "--mqtt", "http://u:p@x"], "BAD_URL"],
    [["bridge", "--port", "tcp:127.0.0.1:1", "--syslog", "127.0.0.1"], "BAD_URL"],
    [["bridge", "--port", "tcp:127.0.0.1:1", "--metrics", "99999"], "BAD_METRICS"],
    [["bridge", "--port", "tcp:127.0.0.1:1", "--mqtt", "mqtts://x", "--ca", "/no/such"], "NO_PEM"],
    [["bridge", "--port", "tcp:127.0.0.1:1", "--metrics", "0", "--spool-size", "much"], "BAD_SIZE"],
    [["tail"], "BAD_URL"],
  ])("refuse %j with %s", async (argv, code) => {
    const output = captureOutput();
    const spool = argv[0] === "bridge" ? ["--spool", temporaryFolder()] : [];
    expect(await runCli([...argv, ...spool], output)).toBe(2);
    expect(output.noted.join("\n")).toContain(`error ${code}: `);
  });

  it("say when the broker does not answer, or the spool cannot be used", async () => {
    const tail = captureOutput();
    expect(await runCli(["tail", "--mqtt", "mqtt://127.0.0.1:1"], tail)).toBe(1);
    expect(tail.noted.join("\n")).toContain(
      "error MQTT_UNREACHABLE: no broker answers at mqtt://127.0.0.1:1",
    );
    const bridge = captureOutput();
    const argv = ["bridge", "--port", "tcp:127.0.0.1:1", "--metrics", "0", "--spool", join(main, "x")];
    expect(await runCli(argv, bridge)).toBe(1);
    expect(bridge.noted.join("\n")).toContain("error SPOOL_FAILED: ");
  });
});

/** Processes take their time to start where many do. */
const patience = { timeout: 30_000 };

async function startBroker(options?: MosquittoOptions): Promise<Mosquitto> {
  const broker = await Mosquitto.start(options);
  onTestFinished(() => broker.remove());
  return broker;
}

interface Running {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  readonly lines: () => string[];
  readonly notes: () => string;
}

function startBridge(
  broker: Mosquitto,
  boards: readonly FakeBoard[],
  more: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Running {
  const ports = boards.flatMap(({ address }, index) => ["--port", `b${index}=${address}`]);
  const spool = more.includes("--spool") ? [] : ["--spool", temporaryFolder()];
  return start(["bridge", ...ports, "--mqtt", urlFor(broker, environment), ...spool, ...more], environment);
}

async function startTail(
  broker: Mosquitto,
  more: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Running> {
  const tail = start(["tail", "--mqtt", urlFor(broker, environment), ...more], environment);
  await vi.waitUntil(() => tail.notes().includes("listening to baton/#"), patience);
  return tail;
}

function urlFor({ url }: Mosquitto, environment: NodeJS.ProcessEnv): string {
  return environment.BATON_MQTT_PASSWORD === undefined ? url : url.replace("//", "//ada@");
}

function start(argv: readonly string[], environment: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, [main, ...argv], { env: { ...process.env, ...environment } });
  const said = { out: "", err: "" };
  child.stdout.on("data", (data) => {
    said.out += data;
  });
  child.stderr.on("data", (data) => {
    said.err += data;
  });
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exit;
  });
  return { child, exit, lines: () => said.out.split("\n").slice(0, -1), notes: () => said.err };
}

async function metricsOf(bridge: Running): Promise<string> {
  const [, url = ""] = /metrics at (\S+)/.exec(bridge.notes()) ?? [];
  return (await fetch(url)).text();
}
