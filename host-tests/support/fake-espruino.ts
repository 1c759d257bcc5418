import { runInNewContext } from "node:vm";
import { crc32 } from "node:zlib";
import { portVanished } from "../../host/link/errors.ts";
import { Listeners } from "../../host/link/listeners.ts";
import type { Port } from "../../host/link/port.ts";

/** What goes wrong with the board or its line. */
export interface Faults {
  /** The board says nothing at all. */
  readonly isSilent?: boolean;
  /** The port vanishes when this many bytes of a file have arrived. */
  readonly vanishesAtFileByte?: number;
  /** The port vanishes instead of taking this write, counted from 0. */
  readonly vanishesAtWrite?: number;
  /** This byte of a file changes on its way. */
  readonly corruptsFileByte?: number;
  /** So many times only. */
  readonly corruptions?: number;
  /** The line carries sense at this speed only. */
  readonly onlyAtBaud?: number;
}

enum Control {
  Soh = 0x01,
  CtrlC = 0x03,
  CtrlD = 0x04,
  Ack = 0x06,
  Dle = 0x10,
  Xon = 0x11,
  Xoff = 0x13,
}

/**
 * The far end of a port as far as uploading sees it: Espruino's prompt with `Storage`, `E.CRC32`, `process.env`,
 * `reset` and `load`, and file transfer in packets, behind a line that keeps XON and XOFF for itself. Faults are its purpose: the simulated board has none of these.
 *
 * Source: Espruino 2v29, README_Protocol.md.
 */
export class FakeEspruino implements Port {
  readonly name = "fake:";
  readonly files = new Map<string, string>();
  readonly env: { BOARD: string; VERSION: string; CONSOLE: string };
  /** What the board was told to run, in order. */
  readonly started: string[] = [];
  freeBytes = 100_000;
  baud = 0;
  isOpen = true;
  writes = 0;
  private readonly faults: Faults;
  private readonly data = new Listeners<Uint8Array>();
  private readonly closed = new Listeners<Error | undefined>();
  private input: number[] = [];
  private corruptions = 0;
  private upload = { file: "", size: 0, offset: 0 };

  constructor(env: Partial<FakeEspruino["env"]> = {}, faults: Faults = {}) {
    this.env = { BOARD: "PUCKJS", VERSION: "2v29", CONSOLE: "USB", ...env };
    this.faults = faults;
    if (faults.onlyAtBaud !== undefined) this.setBaud = this.changeBaud;
  }

  setBaud?: (baud: number) => Promise<void>;

  onData(listener: (data: Uint8Array) => void): () => void {
    return this.data.add(listener);
  }

  onClose(listener: (reason?: Error) => void): () => void {
    return this.closed.add(listener);
  }

  async write(data: Uint8Array): Promise<void> {
    if (!this.isOpen) throw portVanished(this.name);
    const { isSilent, onlyAtBaud, vanishesAtWrite } = this.faults;
    if (this.writes++ === vanishesAtWrite) return this.vanish(portVanished(this.name));
    if (isSilent || (onlyAtBaud !== undefined && onlyAtBaud !== this.baud)) return;
    for (const byte of data) if (byte !== Control.Xon && byte !== Control.Xoff) this.take(byte);
  }

  async close(): Promise<void> {
    this.vanish();
  }

  /** Has the board print something of its own accord. */
  print(text: string): void {
    queueMicrotask(() => this.data.tell(Buffer.from(text, "latin1")));
  }

  vanish(reason?: Error): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.closed.tell(reason);
  }

  private async changeBaud(baud: number): Promise<void> {
    this.baud = baud;
  }

  private take(byte: number): void {
    if (byte === Control.CtrlD) this.vanish(); // as its Linux build does, wherever the byte stands
    this.input.push(byte);
    const [first, second] = this.input;
    const isInPacket = first === Control.Dle && second === Control.Soh;
    // Espruino looks for Ctrl-C in the interrupt, where it knows of a packet only once it has the length.
    if (byte === Control.CtrlC && !(isInPacket && this.input.length > 4)) this.input = [];
    else if (isInPacket) this.takePacket();
    else if (byte === 0x0a) this.takeLine();
  }

  private takeLine(): void {
    const line = Buffer.from(this.input).toString("latin1").replace("\x10", "").trim();
    this.input = [];
    if (line !== "") runInNewContext(line, this.globals());
    this.print("\r\n>");
  }

  private takePacket(): void {
    const [, , high = 0, low = 0, ...payload] = this.input;
    const length = ((high & 0x1f) << 8) | low;
    if (this.input.length < 4 || payload.length < length) return;
    this.input = [];
    const text = Buffer.from(payload).toString("latin1");
    if (high >> 5 === 3) this.upload = { file: JSON.parse(text).fn, size: JSON.parse(text).s, offset: 0 };
    else this.storePart(this.upload.file, text, this.upload.offset, this.upload.size);
    this.upload.offset += high >> 5 === 3 ? 0 : text.length;
    this.print(String.fromCharCode(Control.Ack));
  }

  private storePart(file: string, part: string, offset: number, size: number): void {
    const { corruptsFileByte, corruptions = Number.POSITIVE_INFINITY, vanishesAtFileByte } = this.faults;
    const old = offset === 0 ? "\xff".repeat(size || part.length) : (this.files.get(file) ?? "");
    const hits =
      corruptsFileByte !== undefined && corruptsFileByte >= offset && corruptsFileByte < offset + part.length;
    const stored = hits && this.corruptions++ < corruptions ? `?${part.slice(1)}` : part;
    this.files.set(file, old.slice(0, offset) + stored + old.slice(offset + part.length));
    if (vanishesAtFileByte !== undefined && offset + part.length > vanishesAtFileByte)
      this.vanish(portVanished(this.name));
  }

  private globals(): object {
    const storage = {
      getFree: () => this.freeBytes,
      read: (file: string, offset = 0, length?: number) =>
        this.files.get(file)?.slice(offset, length === undefined ? undefined : offset + length),
      write: (file: string, part: string, offset = 0, size = 0) => this.storePart(file, part, offset, size),
      erase: (file: string) => this.files.delete(file),
    };
    return {
      process: { env: this.env },
      require: () => storage,
      E: { CRC32: (text: string) => crc32(Buffer.from(text, "latin1")) },
      print: (...words: unknown[]) => this.print(`${words.join(" ")}\r\n`),
      reset: () => this.started.push("reset"),
      load: () => this.started.push(this.files.get(".bootcde") ?? "nothing"),
    };
  }
}
