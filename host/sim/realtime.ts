/**
 * Ties virtual time to the wall clock, and one UART of a simulated board to a byte stream: what a terminal or an
 * upload tool needs to take the board for a real one.
 */
import type { SimulatedBoard } from "./simulated-board.ts";

export interface Attachment {
  /** Puts bytes on the board's receive line, where they arrive at the line's speed. */
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

export function attach(board: SimulatedBoard, device: string, options: AttachOptions): Attachment {
  const uart = board.uart(device);
  let sent: number[] = [];
  const endListening = uart.onByte((byte) => {
    sent.push(byte);
  });
  let lastMs = performance.now();
  const timer = setInterval(slice, SLICE_MS);

  function slice(): void {
    const nowMs = performance.now();
    const elapsedMs = Math.min(nowMs - lastMs, CATCH_UP_MS_MAX);
    lastMs = nowMs;
    try {
      board.runFor(elapsedMs * (options.speed ?? 1));
    } catch (error) {
      close();
      options.onError?.(error);
    }
    const bytes = Uint8Array.from(sent);
    sent = [];
    if (bytes.length > 0) options.onData(bytes);
  }

  function close(): void {
    clearInterval(timer);
    endListening();
  }

  return { write: (bytes) => uart.receive(bytes), close };
}
