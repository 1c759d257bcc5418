/**
 * Packets at the prompt: `DLE SOH`, sixteen bits of type and length, data; answered with ACK or NAK. Upload tools
 * send files with them.
 *
 * Source: src/jsinteractive.c, jsiPacketProcess; EspruinoTools' core/serial.js for the types.
 */
import { inspect } from "./inspect.ts";
import type { Runtime } from "./runtime.ts";
import type { Timer } from "./timers.ts";

const ACK = "\x06";
const NAK = "\x15";
const START = "\x10\x01";

const TYPE_MASK = 0xe000;
const SIZE_MASK = 0x1fff;
const RESPONSE = 0x0000;
const EVAL = 0x2000;
const EVENT = 0x4000;
const FILE_SEND = 0x6000;
const DATA = 0x8000;
const FILE_RECEIVE = 0xa000;

/** A packet that is not complete by then is refused. */
const TIMEOUT_MS = 5000;
/** Data is sent in pieces of this size. */
const PIECE_BYTES = 1024;

interface Upload {
  readonly name: string;
  readonly bytes: number;
  offset: number;
}

export class Packets {
  isReceiving = false;
  private received = "";
  private timeout?: Timer;
  private upload?: Upload;

  constructor(private readonly runtime: Runtime) {}

  start(): void {
    this.isReceiving = true;
    this.received = "";
    const { timers, hardware } = this.runtime;
    this.timeout = timers.add(hardware.clock.nowUs, TIMEOUT_MS, false, () => {
      this.end(NAK);
      return true;
    });
  }

  take(byte: number): void {
    this.received += String.fromCharCode(byte);
    if (this.received.length < 2) return;
    const header = (this.received.charCodeAt(0) << 8) | this.received.charCodeAt(1);
    if (this.received.length < 2 + (header & SIZE_MASK)) return;
    this.process(header & TYPE_MASK, this.received.slice(2));
  }

  private process(type: number, data: string): void {
    if (this.timeout) this.runtime.timers.remove(this.timeout);
    const answer = this.answers[type];
    this.end(answer ? answer(data) : NAK);
    this.runtime.checkErrors();
  }

  /** What is sent back for each type of packet. */
  private readonly answers: Readonly<Record<number, (data: string) => string>> = {
    [EVAL]: (data) => this.evaluate(data),
    [EVENT]: (data) => (this.announce(data) ? ACK : NAK),
    [FILE_SEND]: (data) => (this.beginUpload(data) ? ACK : NAK),
    [DATA]: (data) => (this.continueUpload(data) ? ACK : NAK),
    [FILE_RECEIVE]: (data) => this.fileAsPackets(data),
  };

  private end(answer: string): void {
    this.isReceiving = false;
    for (const char of answer) this.runtime.console.printByte(char.charCodeAt(0));
  }

  private evaluate(source: string): string {
    const { interpreter, names } = this.runtime;
    const value = interpreter.enter(() => interpreter.evaluate(`(${source}\n)`, "packet"));
    if (interpreter.exception || interpreter.isInterrupted) return NAK;
    return (
      ACK +
      packet(
        RESPONSE,
        inspect(value, (object) => names.get(object), { isShort: true }),
      )
    );
  }

  private announce(data: string): boolean {
    const event = parse(data);
    return event !== undefined && this.runtime.emit(this.runtime.interpreter.realm.global.E, "packet", event);
  }

  private beginUpload(data: string): boolean {
    const { fn, s, fs, c } = (parse(data) ?? {}) as Record<string, unknown>;
    // Neither a file system nor compressed data is simulated.
    if (typeof fn !== "string" || typeof s !== "number" || s === 0 || fs || c) return false;
    this.upload = { name: fn, bytes: s, offset: 0 };
    return true;
  }

  private continueUpload(data: string): boolean {
    const { upload } = this;
    if (!upload) return false;
    const { storage } = this.runtime.hardware;
    const isWritten = storage.write(upload.name, data, upload.offset, upload.bytes) === "written";
    upload.offset += data.length;
    if (upload.offset >= upload.bytes || !isWritten) this.upload = undefined;
    return isWritten;
  }

  private fileAsPackets(data: string): string {
    const { fn } = (parse(data) ?? {}) as { fn?: unknown };
    const text = typeof fn === "string" ? this.runtime.hardware.storage.read(fn) : undefined;
    if (text === undefined) return NAK;
    let answer = ACK;
    for (let at = 0; at < text.length; at += PIECE_BYTES)
      answer += packet(DATA, text.slice(at, at + PIECE_BYTES));
    return answer + packet(DATA, "");
  }
}

function packet(type: number, data: string): string {
  const header = type | data.length;
  return START + String.fromCharCode(header >> 8, header & 0xff) + data;
}

/** Espruino's parser takes unquoted keys too. */
function parse(data: string): object | undefined {
  try {
    const value = JSON.parse(data.replace(/([{,]\s*)(\w+)\s*:/g, '$1"$2":'));
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
