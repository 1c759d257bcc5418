import type { PacedUart } from "./paced-uart.ts";
import type { EmulatedPin } from "./pin-levels.ts";

/** Times spans of a program from outside, so that the program pays for the marks only. */
export interface Stopwatch {
  /** Nanoseconds from each start to the stop that followed it, in order. */
  readonly laps: readonly number[];
  /** Ends the watching. */
  end(): void;
}

/** The program raises the pin at the start and lowers it at the stop. */
export function timePin(pin: EmulatedPin): Stopwatch {
  const lap = newLap();
  const end = pin.onChange((isHigh, nanos) => (isHigh ? lap.start(nanos) : lap.stop(nanos)));
  return { laps: lap.laps, end };
}

/** The program sends one byte at the start and another at the stop; what counts is the end of their stop bits. */
export function timeBytes(uart: PacedUart, startByte: number, stopByte: number): Stopwatch {
  const lap = newLap();
  const end = uart.onByte((byte, nanos) => {
    if (byte === startByte) lap.start(nanos);
    else if (byte === stopByte) lap.stop(nanos);
  });
  return { laps: lap.laps, end };
}

function newLap() {
  const laps: number[] = [];
  let since: number | undefined;
  return {
    laps,
    start(nanos: number): void {
      since = nanos;
    },
    stop(nanos: number): void {
      if (since !== undefined) laps.push(nanos - since);
      since = undefined;
    },
  };
}
