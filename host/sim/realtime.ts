/**
 * Ties virtual time to the wall clock, and one UART of a simulated board to a byte stream: what a terminal or an
 * upload tool needs to take the board for a real one.
 *
 * The computer looks at the board every few milliseconds, or later when it is busy. What the board says is handed on
 * when the wall clock has come to it: the board's time may be ahead by a turn of its event loop. What is said to it
 * takes its time, because the pauses that a sender makes for the board's sake do not survive a busy computer, which
 * hands on two writes as one. So nothing is lost here that comes too fast; who wants to see that calls `receive` of
 * the UART.
 */
import type { SimulatedBoard } from "./simulated-board.ts";

export interface Attachment {
  /** Puts bytes on the board's receive line, where they arrive no faster than a board reads. */
  write(bytes: Uint8Array): void;
  /** Stops the board's time. */
  close(): void;
}

export interface AttachOptions {
  /** Bytes that have left the board, a slice of time at once. */
  readonly onData: (bytes: Uint8Array) => void;
  /** The firmware is stuck in an endless loop; time has stopped. */
  readonly onError?: (error: unknown) => void;
  /** Seconds of virtual time for one of the wall clock. */
  readonly speed?: number;
}

/** How often the board is brought up to date, on the wall clock. */
const SLICE_MS = 4;
/** A computer that was asleep or busy does not make up for more than this. */
const CATCH_UP_MS_MAX = 100;
/**
 * How long a byte takes at least, whatever the line's speed: half a FIFO of 32 bytes arrives while an RP2040 sleeps
 * 5 ms. Source: Espruino 2v29 targets/rp2xxx/jshardware.c, jshSleep.
 */
const BYTE_US_MIN = 5000 / 16;

export function attach(board: SimulatedBoard, device: string, options: AttachOptions): Attachment {
  const uart = board.uart(device);
  const sent: SentByte[] = [];
  const endListening = uart.onByte((byte, endUs) => {
    sent.push({ byte, endUs });
  });
  /** The board's time that the wall clock has come to. */
  let dueUs = board.clock.nowUs;
  /** When the next byte may come to the board. */
  let nextByteUs = dueUs;
  let lastMs = performance.now();
  const timer = setInterval(slice, SLICE_MS);

  function slice(): void {
    const nowMs = performance.now();
    dueUs += Math.min(nowMs - lastMs, CATCH_UP_MS_MAX) * 1000 * (options.speed ?? 1);
    lastMs = nowMs;
    try {
      board.runFor(Math.max(0, dueUs - board.clock.nowUs) / 1000);
    } catch (error) {
      close();
      options.onError?.(error);
    }
    const bytes = takeUntil(sent, dueUs);
    if (bytes.length > 0) options.onData(bytes);
  }

  function write(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const atUs = Math.max(dueUs, nextByteUs);
      board.clock.at(atUs, () => uart.receive(Uint8Array.of(byte), atUs));
      nextByteUs = atUs + BYTE_US_MIN;
    }
  }

  function close(): void {
    clearInterval(timer);
    endListening();
  }

  return { write, close };
}

interface SentByte {
  readonly byte: number;
  readonly endUs: number;
}

/** Takes the bytes that had left by then off the list. */
function takeUntil(sent: SentByte[], endUs: number): Uint8Array {
  const later = sent.findIndex((byte) => byte.endUs > endUs);
  return Uint8Array.from(sent.splice(0, later < 0 ? sent.length : later), ({ byte }) => byte);
}
