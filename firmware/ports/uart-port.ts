/**
 * A UART that never waits: it writes only what fits. Espruino tells nobody how full its transmit buffer is, so the port
 * reckons (`room.ts`).
 */
import type { Transmit, Uart } from "../board.ts";
import type { Platform, SerialDevice } from "../platform/platform.ts";
import type { Port } from "../printk/console.ts";
import type { Room, Rooms } from "./room.ts";

/** Bits on the wire for one character: start, eight data, stop. */
export const BITS_PER_CHAR = 10;
/** Characters beyond the buffer: the one that is being sent, and what the clock may be off. */
const CHARS_ON_THE_LINE = 2;
/**
 * What a slice may wait for, in seconds, rather than leave to another slice: half of what a slice costs JavaScript. On
 * a slow line it is no character at all.
 */
const PATIENCE_S = 0.0005;
/** The share of the buffer after which it is refilled, so that the line stays busy while a turn is late. */
const REFILL_SHARE = 0.75;

/**
 * @param uart - the facts about the port.
 * @param baud - bits per second; the device is set up with it.
 */
export function createUartPort(platform: Platform, rooms: Rooms, uart: Uart, baud: number): Port {
  const { transmit } = uart;
  const device = platform.serial(uart.device);
  const charsPerSecond = baud / BITS_PER_CHAR;
  const write = (rooms[transmit.kind] as RoomInAny)(
    device,
    platform,
    transmit,
    charsPerSecond,
    (PATIENCE_S * charsPerSecond) | 0,
  );
  device.setup(baud, platform.pins(uart.tx, uart.rx));
  return {
    name: uart.device,
    charsPerSecond,
    dueMs: (transmit.depth * REFILL_SHARE * 1000) / charsPerSecond,
    write,
    writeAtomic(text, offset) {
      device.write(text.substr(offset));
      // Waiting for the last character has left the buffer full: no text, reckoned as that many.
      write("", 0, transmit.depth);
    },
    drainAtomic() {
      const emptyTime = platform.now() + (transmit.depth + CHARS_ON_THE_LINE) / charsPerSecond;
      while (platform.now() < emptyTime);
    },
  };
}

type RoomInAny = (
  device: SerialDevice,
  platform: Platform,
  transmit: Transmit,
  charsPerSecond: number,
  patience: number,
) => Room;
