/**
 * A UART that never waits: it writes only what fits.
 *
 * Espruino tells nobody how full its transmit buffer is, so the port reckons: the buffer empties at the baud rate, and
 * `emptyTime` is the moment at which the last byte handed over will have left it. On a board whose UART is written
 * directly (the RP2040) the chip's flag register corrects the reckoning at every slice; on one with a transmit ring,
 * the interpreter's own count does, where it has one that can be believed.
 */
import type { Transmit, Uart } from "../board.ts";
import type { Platform } from "../platform/platform.ts";
import type { Port } from "../printk/console.ts";
import { createRingGauge } from "./ring-gauge.ts";

/** Bits on the wire for one character: start, eight data, stop. */
const BITS_PER_CHAR = 10;
/** PL011 UARTFR. Source: RP2040 datasheet, section 4.2.8. */
const FIFO_EMPTY = 0x80;
const FIFO_FULL = 0x20;
/** The share of the buffer after which it is refilled, so that the line stays busy while a turn is late. */
const REFILL_SHARE = 0.75;
/** How often the reckoning is compared with the gauge, in slices; the gauge costs as much as a record. */
const SLICES_PER_GAUGING = 64;

/**
 * @param uart - the facts about the port.
 * @param baud - bits per second; the device is set up with it.
 */
export function createUartPort(platform: Platform, uart: Uart, baud: number): Port {
  const { device: name, transmit } = uart;
  const device = platform.serial(name);
  const charsPerSecond = baud / BITS_PER_CHAR;
  const gauge = createRingGauge(platform);
  let emptyTime = 0;
  let slices = 0;
  device.setup(baud);
  return {
    name,
    dueMs: (transmit.depth * REFILL_SHARE * 1000) / charsPerSecond,
    write(text, offset) {
      const now = platform.now();
      const count = Math.min(room(now), text.length - offset);
      if (count < 1) return 0;
      send(offset || count < text.length ? text.substr(offset, count) : text, now);
      return count;
    },
    writeAtomic(text, offset) {
      send(text.substr(offset), platform.now());
    },
  };

  function send(text: string, now: number): void {
    const wasEmpty = emptyTime <= now;
    emptyTime = Math.max(now, emptyTime) + text.length / charsPerSecond;
    device.write(text);
    if (wasEmpty && transmit.kind === "ring") gauge.learn(text.length);
  }

  /** Characters that fit at this moment. */
  function room(now: number): number {
    return transmit.kind === "fifo" ? roomInFifo(now, transmit) : roomInRing(now);
  }

  function roomInFifo(now: number, fifo: Fifo): number {
    const flags = platform.peek32(fifo.flagsAddress);
    if (flags & FIFO_FULL) return 0;
    if (flags & FIFO_EMPTY) emptyTime = now;
    return reckoned(now);
  }

  function roomInRing(now: number): number {
    const queued = slices++ % SLICES_PER_GAUGING ? undefined : gauge.queued();
    if (queued !== undefined) emptyTime = now + queued / charsPerSecond;
    return reckoned(now);
  }

  function reckoned(now: number): number {
    return Math.floor(transmit.depth - Math.max(0, emptyTime - now) * charsPerSecond);
  }
}

type Fifo = Extract<Transmit, { kind: "fifo" }>;
