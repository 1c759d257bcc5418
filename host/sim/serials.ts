/**
 * The ports as JavaScript has them: `Serial1`, `USB`, `LoopbackA`. What arrives goes to the `data` listeners, or is
 * kept until somebody reads it.
 *
 * Source: src/jswrap_stream.c, src/jswrap_serial.c.
 */
import { LOOPBACK, transmit } from "./console-output.ts";
import { nativeCosts } from "./costs.ts";
import { textOf } from "./globals/numbers.ts";
import type { Runtime } from "./runtime.ts";

/** Source: src/jswrap_stream.h, STREAM_MAX_BUFFER_SIZE. */
const KEPT_CHARS_MAX = 512;
/** Source: src/jswrap_serial.c, DEFAULT_BAUD_RATE. */
const DEFAULT_BAUD = 9600;

export class Serials {
  readonly objects: Readonly<Record<string, object>>;
  private readonly kept = new Map<string, string>();

  constructor(private readonly runtime: Runtime) {
    const devices = [...runtime.hardware.uarts.keys(), "USB", ...Object.keys(LOOPBACK)];
    this.objects = Object.fromEntries(devices.map((device) => [device, this.newObject(device)]));
  }

  /** Context: the idle loop. */
  receive(device: string, text: string): void {
    const object = this.objects[device] as object;
    const { errors } = this.runtime.hardware;
    const callbacks = this.runtime.listeners.of(object, "data");
    if (callbacks.length === 0) {
      const kept = (this.kept.get(device) ?? "") + text;
      if (kept.length > KEPT_CHARS_MAX) errors.raise("BUFFER_FULL");
      this.kept.set(device, kept.slice(0, KEPT_CHARS_MAX));
    } else if (!this.runtime.call(callbacks, object, [text])) {
      errors.raise("CALLBACK");
      this.runtime.listeners.removeAll(object, "data");
    }
  }

  /** Data that was kept goes to the first listener at once. */
  flushKept(object: object): void {
    const device = Object.keys(this.objects).find((name) => this.objects[name] === object);
    const text = device && this.kept.get(device);
    if (!text) return;
    this.kept.delete(device);
    this.runtime.enqueue(() => this.receive(device, text));
  }

  private newObject(device: string): object {
    const { runtime } = this;
    const { hardware } = runtime;
    const uart = hardware.uarts.get(device);
    const object = runtime.interpreter.realm.object({
      setup: (baud?: number | object) => {
        if (uart) uart.baud = typeof baud === "number" && baud > 0 ? baud : DEFAULT_BAUD;
      },
      unsetup: () => uart?.reset(),
      write: (...data: unknown[]) => this.write(device, data.map(bytesOf).join("")),
      print: (text: unknown) => this.write(device, textOf(text)),
      println: (text: unknown) => this.write(device, `${textOf(text)}\r\n`),
      inject: (...data: unknown[]) => {
        for (const char of data.map(bytesOf).join("")) hardware.events.pushChar(device, char.charCodeAt(0));
      },
      available: () => (this.kept.get(device) ?? "").length,
      read: (count?: number) => this.read(device, count),
      flush: () => uart?.flush(),
      setConsole: (isForced?: boolean) => runtime.prompt.moveTo(device, Boolean(isForced)),
      isConnected: () => (device === "USB" ? hardware.usb.isConnected : uart !== undefined),
    });
    runtime.names.set(object, device);
    return object;
  }

  private write(device: string, text: string): void {
    const { hardware } = this.runtime;
    hardware.spend(nativeCosts.serialWrite);
    for (let index = 0; index < text.length; index++) {
      hardware.spend(nativeCosts.serialChar);
      transmit(hardware, device, text.charCodeAt(index) & 0xff);
    }
  }

  private read(device: string, count?: number): string | undefined {
    const kept = this.kept.get(device);
    if (!kept) return undefined;
    this.kept.set(device, count ? kept.slice(count) : "");
    return count ? kept.slice(0, count) : kept;
  }
}

/** What `write` makes of one argument: a number is a byte, a list is bytes, the rest is text. */
function bytesOf(data: unknown): string {
  if (typeof data === "number") return String.fromCharCode(data & 0xff);
  if (Array.isArray(data)) return data.map(bytesOf).join("");
  if (ArrayBuffer.isView(data)) return Array.from(data as Uint8Array, bytesOf).join("");
  return textOf(data);
}
