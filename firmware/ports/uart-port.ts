/**
 * A UART that never waits: it writes only what fits.
 *
 * Espruino tells nobody how full its transmit buffer is, so the port reckons: the buffer empties at the baud rate, and
 * `emptyTime` is the moment at which the last byte handed over will have left it. On a board whose UART is written
 * directly (the RP2040) the chip's flag register corrects the reckoning at every slice; on one with a transmit ring,
 * the interpreter's own count does, where it has one that can be believed.
 */
import type { Transmit } from "../board.ts";
import type { Platform, SerialDevice } from "../platform/platform.ts";
import type { Port } from "../printk/console.ts";

/** Bits on the wire for one character: start, eight data, stop. */
const BITS_PER_CHAR = 10;
/** PL011 UARTFR. Source: RP2040 datasheet, section 4.2.8. */
const FIFO_EMPTY = 0x80;
const FIFO_FULL = 0x20;
/** The share of the buffer after which it is refilled, so that the line stays busy while a turn is late. */
const REFILL_SHARE = 0.75;

export class UartPort implements Port {
  readonly dueMs: number;
  private emptyTime = 0;
  private charsPerSecond: number;

  /** @param baud - bits per second; sets the device up. */
  constructor(
    readonly name: string,
    baud: number,
    private transmit: Transmit,
    private device: SerialDevice,
    private platform: Platform,
  ) {
    this.charsPerSecond = baud / BITS_PER_CHAR;
    this.dueMs = (transmit.depth * REFILL_SHARE * 1000) / this.charsPerSecond;
    device.setup(baud);
  }

  write(text: string, offset: number): number {
    const now = this.platform.now();
    const count = Math.min(this.room(now), text.length - offset);
    if (count > 0) this.send(count < text.length ? text.substr(offset, count) : text, now);
    return Math.max(count, 0);
  }

  writeAtomic(text: string, offset: number): void {
    this.send(text.substr(offset), this.platform.now());
  }

  private send(text: string, now: number): void {
    this.emptyTime = Math.max(now, this.emptyTime) + text.length / this.charsPerSecond;
    this.device.write(text);
  }

  /** Characters that fit at this moment. */
  private room(now: number): number {
    const transmit = this.transmit;
    if (transmit.kind === "fifo") {
      const flags = this.platform.peek32(transmit.flagsAddress);
      if (flags & FIFO_FULL) return 0;
      if (flags & FIFO_EMPTY) this.emptyTime = now;
    }
    const queued = Math.max(0, this.emptyTime - now) * this.charsPerSecond;
    return Math.floor(transmit.depth - queued);
  }
}
