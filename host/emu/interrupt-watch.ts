import type { Turn } from "../sim/stalls.ts";
import type { EmulatedPico } from "./emulated-pico.ts";

/**
 * When the processor was in an interrupt, seen from outside. One that comes inside of another belongs to that one.
 *
 * Watches the chip that runs now; a reset makes another.
 */
export class InterruptWatch {
  readonly spans: Turn[] = [];
  private depth = 0;
  private sinceNanos = 0;

  constructor(private readonly pico: EmulatedPico) {
    const { core } = pico.rp2040;
    const enter = core.exceptionEntry.bind(core);
    const leave = core.exceptionReturn.bind(core);
    core.exceptionEntry = (exception) => {
      if (this.depth++ === 0) this.sinceNanos = pico.nanos;
      enter(exception);
    };
    core.exceptionReturn = (address) => {
      leave(address);
      if (--this.depth === 0) this.end();
    };
  }

  private end(): void {
    this.spans.push({ startUs: this.sinceNanos / 1000, endUs: this.pico.nanos / 1000 });
  }
}
