import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Port } from "./port.ts";
import type { FromWorker, ToWorker, UploadJob } from "./upload-messages.ts";
import { writePaced } from "./write-paced.ts";

export interface SendOptions {
  readonly onProgress?: (bytes: number, bytesTotal: number) => void;
  readonly signal?: AbortSignal;
}

/** Longer than the engine itself waits for an acknowledgement (5 s) or for a prompt. */
const stallTimeoutMs = 15_000;
/** Consoles that hold the sender back themselves. Source: espruino 0.1.67, plugins/versionChecker.js. */
const consolesWithFlowControl = ["USB", "Bluetooth", "Telnet"];

/**
 * Writes a file of the board's Storage with the `espruino` package's upload engine, in a process of its own.
 *
 * @throws Error with the reason, at the latest when nothing has moved for a while; the process is gone by then.
 */
export async function sendFile(port: Port, job: UploadJob, options: SendOptions): Promise<void> {
  const worker = fork(workerFile(), {
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const stops: (() => void)[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const watchdog = setTimeout(() => reject(new Error("nothing moves any more")), stallTimeoutMs);
      stops.push(() => clearTimeout(watchdog));
      stops.push(relay(worker, port, job, options, { moved: () => watchdog.refresh(), resolve, reject }));
    });
  } finally {
    for (const stop of stops) stop();
    await end(worker);
  }
}

interface Outcome {
  moved(): void;
  resolve(): void;
  reject(reason: unknown): void;
}

/** Carries bytes and messages between worker and port. @returns a function that stops it. */
function relay(
  worker: ChildProcess,
  port: Port,
  job: UploadJob,
  options: SendOptions,
  outcome: Outcome,
): () => void {
  const write = writerTo(port, job);
  let sent = 0;
  worker.on("message", (message: FromWorker) => {
    outcome.moved();
    if (message.kind === "ready") tell(worker, { kind: "start", job });
    else if (message.kind === "done") outcome.resolve();
    else if (message.kind === "failed") outcome.reject(new Error(message.reason));
    else {
      sent += message.data.length;
      options.onProgress?.(Math.min(sent, job.contents.length), job.contents.length);
      write(message.data).then(() => tell(worker, { kind: "written" }), outcome.reject);
    }
  });
  worker.on("error", outcome.reject);
  worker.on("exit", (code) => outcome.reject(new Error(`the upload engine ended with code ${code}`)));
  const whenAborted = (): void => outcome.reject(options.signal?.reason);
  options.signal?.addEventListener("abort", whenAborted);
  const stops = [
    port.onData((data) => tell(worker, { kind: "received", data })),
    port.onClose((reason) => outcome.reject(reason ?? new Error("the port was closed"))),
    () => options.signal?.removeEventListener("abort", whenAborted),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function tell(worker: ChildProcess, message: ToWorker): void {
  if (worker.connected) worker.send(message);
}

function writerTo(port: Port, { env }: UploadJob): (data: Uint8Array) => Promise<void> {
  if (consolesWithFlowControl.includes(env.CONSOLE ?? "")) return (data) => port.write(data);
  return (data) => writePaced(port, data);
}

/** The tests run from the sources, and a process cannot: it takes the built file. */
function workerFile(): string {
  const isSource = import.meta.url.endsWith(".ts");
  const file = isSource ? "../../dist/host/link/upload-worker.js" : "./upload-worker.js";
  return fileURLToPath(new URL(file, import.meta.url));
}

async function end(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  worker.kill("SIGKILL");
  await ended;
}
