/** A Pico that programs are timed on: the real firmware in the emulated chip, or the simulated board. */
export interface BenchPico {
  readonly name: string;
  /** Switches a Pico on that boots `code`, and watches it for so long by its own clock. */
  run(code: string, forMs: number): Observation;
}

/** What could be seen from outside, in microseconds since the Pico was switched on. */
export interface Observation {
  /** The times in which the program held the mark up. */
  readonly marks: readonly Span[];
  /** The turns of the event loop in which something was done. */
  readonly turns: readonly Span[];
  /** The times in which the processor was in an interrupt; none where interrupts take no time. */
  readonly interrupts: readonly Span[];
  /** What left the console's UART; a byte ends with its stop bit. */
  readonly bytes: readonly { readonly value: number; readonly endUs: number }[];
  /** How long a byte is on the line. */
  readonly byteUs: number;
}

export interface Span {
  readonly startUs: number;
  readonly endUs: number;
}

/** The pin that programs raise for as long as something is to be timed. */
export const markPin = "D2";
export const consoleDevice = "Serial1";

/** Gathers the spans between the rising and the falling edges of a pin. */
export class SpanRecorder {
  readonly spans: Span[] = [];
  private startUs = 0;

  edge(isHigh: boolean, timeUs: number): void {
    if (isHigh) this.startUs = timeUs;
    else this.spans.push({ startUs: this.startUs, endUs: timeUs });
  }
}
