/**
 * Runs the `espruino` package's upload engine. It is made of globals, prints to stdout, reaches for the network and
 * may wait for ever, so it gets a process of its own, which the uploader ends.
 *
 * The engine believes that it talks to a serial device; its bytes travel over the process's channel.
 */
import { createRequire } from "node:module";
import type { FromWorker, ToWorker, UploadJob } from "./upload-messages.ts";
import { pieceBytes } from "./write-paced.ts";

const portName = "baton";
/**
 * Sizes of packets, of which the first that fits is taken: half of the smallest board's event buffer. A packet says its length in
 * two bytes, and what is left for the last packet must not make a control character of the second: Espruino takes 3 for
 * Ctrl-C, its Linux build ends at 4, and a line on the way may keep 17 and 19 for itself.
 */
const packetBytes = [256, 248, 232, 208, 176];
const firstPrintable = 32;

const engine = await loadEngine();
const device = installDevice();
process.on("message", (message: ToWorker) => {
  if (message.kind === "received") device.received(message.data);
  else if (message.kind === "written") device.written();
  else
    run(message.job).then(
      () => send({ kind: "done" }),
      (error) => send({ kind: "failed", reason: error instanceof Error ? error.message : String(error) }),
    );
});
process.on("disconnect", () => process.exit());
send({ kind: "ready" });

async function run(job: UploadJob): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    engine.Core.Serial.open(portName, (info) =>
      info === undefined ? reject(new Error("no link")) : resolve(),
    );
  });
  Object.assign(engine.Core.Env.getData(), job.env);
  engine.Core.Env.setFirmwareVersion(job.env.VERSION);
  if (job.inPackets) await sendPackets(job);
  else await sendStatements(job);
}

/** Espruino 2v25 and later: each packet is acknowledged once it is in flash. */
async function sendPackets({ file, contents }: UploadJob): Promise<void> {
  const chunkSize = packetBytes.find((size) => lastPacketBytes(contents, size) >= firstPrintable);
  engine.Core.Serial.connection.chunkSize = pieceBytes;
  await engine.Core.Serial.connection.espruinoSendFile(file, contents, { chunkSize });
}

const lastPacketBytes = (contents: string, size: number): number => contents.length % size || size;

/** Older firmware: the engine makes `require("Storage").write(…)` statements of the contents and types them in. */
async function sendStatements({ file, contents }: UploadJob): Promise<void> {
  Object.assign(engine.Config, { SAVE_ON_SEND: 3, SAVE_STORAGE_FILE: file });
  const code = await new Promise<string>((resolve) =>
    engine.callProcessor("transformForEspruino", contents, resolve),
  );
  await new Promise<void>((resolve) => engine.Core.CodeWriter.writeToEspruino(code, resolve));
}

/** Loads the engine with every setting that would change the code, ask for more, or use the network turned off. */
async function loadEngine(): Promise<Engine> {
  const espruino = createRequire(import.meta.url)("espruino") as { init(done: () => void): void };
  await new Promise<void>((resolve) => espruino.init(resolve));
  const loaded = (globalThis as unknown as { Espruino: Engine }).Espruino;
  Object.assign(loaded.Config, {
    ENV_ON_CONNECT: false,
    RESET_BEFORE_SEND: false,
    SET_TIME_ON_WRITE: false,
    LOAD_STORAGE_FILE: 0,
    MINIFICATION_LEVEL: "",
    MODULE_MINIFICATION_LEVEL: "",
    PRETOKENISE: 0,
  });
  const offline = (_url: string, done: (text: undefined) => void): void => done(undefined);
  Object.assign(loaded.Core.Utils, { getURL: offline, getBinaryURL: offline, getJSONURL: offline });
  // Without its terminal, which nothing feeds here, the engine does not wait for a prompt to show up in it.
  loaded.Core.Terminal = undefined;
  return loaded;
}

interface Device {
  received(data: Uint8Array): void;
  written(): void;
}

function installDevice(): Device {
  let receive: (data: ArrayBuffer) => void = () => {};
  let whenWritten: () => void = () => {};
  // The engine announces the end of a text only if it takes more than one write, so writes are kept short.
  engine.Core.Serial.devices.length = 0;
  engine.Core.Serial.devices.push({
    name: portName,
    maxWriteLength: pieceBytes,
    getPorts: (found) => found([{ path: portName }], true),
    open(_path, opened, receiver) {
      receive = receiver;
      opened({});
    },
    write(text, written) {
      whenWritten = written;
      send({ kind: "write", data: Buffer.from(text, "latin1") });
    },
    close() {},
  });
  return {
    received: (data) => receive(Uint8Array.from(data).buffer),
    written: () => whenWritten(),
  };
}

function send(message: FromWorker): void {
  process.send?.(message);
}

/** The part of the engine's global that is used here. */
interface Engine {
  readonly Config: Record<string, unknown>;
  callProcessor(name: string, data: string, done: (data: string) => void): void;
  readonly Core: {
    Terminal: unknown;
    readonly Utils: Record<string, unknown>;
    readonly Env: { getData(): Record<string, unknown>; setFirmwareVersion(version: string): void };
    readonly CodeWriter: { writeToEspruino(code: string, done: () => void): void };
    readonly Serial: {
      readonly devices: EngineDevice[];
      open(port: string, opened: (info: object | undefined) => void): void;
      readonly connection: {
        /** The longest write, in bytes. */
        chunkSize: number;
        espruinoSendFile(file: string, contents: string, options: object): Promise<void>;
      };
    };
  };
}

interface EngineDevice {
  name: string;
  maxWriteLength: number;
  getPorts(found: (ports: { path: string }[], isComplete: boolean) => void): void;
  open(path: string, opened: (info: object) => void, receiver: (data: ArrayBuffer) => void): void;
  write(text: string, written: () => void): void;
  close(): void;
}
