/**
 * The upload engine of the `espruino` package, unmodified, against the simulated board: it is given a serial device
 * whose other end is the board's prompt. Its timers are faked, so that its time and the board's pass together.
 */
import { createRequire } from "node:module";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { puckjs } from "../../boards/puckjs.ts";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { Board } from "../../firmware/board.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";

const CODE = `${"// a comment that fills the first pieces\n".repeat(60)}var uploaded = 42;\nprint("hello from flash");`;
/** Both clocks advance by this. */
const STEP_MS = 2;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, "log").mockImplementation(() => {});
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test.each([rp2040Pico, puckjs])(
  "uploads to the flash of a $name by statements at the prompt",
  async (facts) => {
    const { board, engine, link } = await connect(facts);
    engine.Config.SAVE_ON_SEND = 1;
    await link.until<void>((done) => {
      engine.callProcessor("transformForEspruino", CODE, (code) =>
        engine.Core.CodeWriter.writeToEspruino(code, done),
      );
    });
    board.runFor(500);
    expect(board.hardware.storage.read(".bootcde")?.trim()).toBe(CODE);
    expect(board.global.uploaded).toBe(42);
    expect(link.text).toContain("hello from flash\r\n");
  },
);

test("learns from process.env which board it talks to", async () => {
  const { engine, link } = await connect(rp2040Pico);
  const answer = await link.until<string>((done) => engine.Core.Utils.executeExpression("process.env", done));
  expect(JSON.parse(answer)).toMatchObject({ BOARD: rp2040Pico.id, VERSION: "2v29", CONSOLE: "Serial1" });
});

test("uploads a file in packets, each acknowledged", async () => {
  const { board, engine, link } = await connect(rp2040Pico);
  engine.Core.Serial.connection.chunkSize = 16;
  const contents = "0123456789abcdef".repeat(40);
  await link.until<void>((done) => {
    engine.Core.Serial.connection.espruinoSendFile("data", contents, { chunkSize: 256 }).then(done, done);
  });
  expect(board.hardware.storage.read("data")).toBe(contents);
});

/** The part of the engine's global that is used here. */
interface Engine {
  readonly Config: Record<string, unknown>;
  callProcessor(name: string, data: string, done: (data: string) => void): void;
  readonly Core: {
    readonly Utils: Record<string, unknown> & {
      executeExpression(expression: string, done: (answer: string) => void): void;
    };
    readonly CodeWriter: { writeToEspruino(code: string, done: () => void): void };
    readonly Serial: {
      readonly devices: object[];
      readonly connection: {
        chunkSize: number;
        espruinoSendFile(name: string, contents: string, options: object): Promise<void>;
      };
      startListening(listener: (data: ArrayBuffer) => void): void;
      open(port: string, opened: (info: unknown) => void): void;
    };
  };
}

async function connect(facts: Board): Promise<{ board: SimulatedBoard; engine: Engine; link: Link }> {
  const engine = await loadEngine();
  const board = new SimulatedBoard(facts);
  board.runFor(1000);
  const link = new Link(board, facts.prompt.device, engine);
  await link.until((done) => engine.Core.Serial.open("simulated", done));
  return { board, engine, link };
}

class Link {
  text = "";
  private pending: number[] = [];
  private receive: (data: ArrayBuffer) => void = () => {};

  constructor(
    private readonly board: SimulatedBoard,
    device: string,
    engine: Engine,
  ) {
    const uart = board.uart(device);
    uart.onByte((byte) => {
      this.pending.push(byte);
    });
    engine.Core.Serial.devices.splice(0, 9, {
      name: "simulated",
      maxWriteLength: 16,
      getPorts: (found: (ports: object[], isComplete: boolean) => void) =>
        found([{ path: "simulated" }], true),
      open: (_: string, opened: (info: object) => void, receive: (data: ArrayBuffer) => void) => {
        this.receive = receive;
        opened({});
      },
      /** Says that it has written when the line has, as a port that paces its bytes does. */
      write: (data: string, written: () => void) => {
        uart.receive(data);
        setTimeout(written, Math.ceil(data.length * uart.byteUs) / 1000 + 4);
      },
      close: () => {},
    });
  }

  /** Lets both clocks run until the engine calls back, for two minutes at most. */
  async until<T = unknown>(begin: (done: (value: T) => void) => void): Promise<T> {
    let result: { value: T } | undefined;
    begin((value) => {
      result = { value };
    });
    for (let ms = 0; ms < 120_000 && !result; ms += STEP_MS) {
      this.board.runFor(STEP_MS);
      this.deliver();
      await vi.advanceTimersByTimeAsync(STEP_MS);
    }
    if (!result) throw new Error(`the engine did not call back; the board said ${JSON.stringify(this.text)}`);
    return result.value;
  }

  private deliver(): void {
    if (this.pending.length === 0) return;
    const bytes = Uint8Array.from(this.pending);
    this.pending = [];
    this.text += String.fromCharCode(...bytes);
    this.receive(bytes.buffer);
  }
}

/** The engine is a global with a state of its own, so each test loads it again. It would ask the network, too. */
async function loadEngine(): Promise<Engine> {
  const require = createRequire(import.meta.url);
  delete require.cache[require.resolve("espruino")];
  await new Promise<void>((resolve) => require("espruino").init(resolve));
  const engine = (globalThis as unknown as { Espruino: Engine }).Espruino;
  const offline = (_: string, done: (text: undefined) => void) => done(undefined);
  Object.assign(engine.Core.Utils, { getURL: offline, getBinaryURL: offline, getJSONURL: offline });
  Object.assign(engine.Config, { SET_TIME_ON_WRITE: false, MINIFICATION_LEVEL: "" });
  engine.Core.Serial.startListening(() => {});
  return engine;
}
