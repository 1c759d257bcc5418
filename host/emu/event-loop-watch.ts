import { Stalls } from "../sim/stalls.ts";
import type { EmulatedPico } from "./emulated-pico.ts";

/**
 * How long each turn of Espruino's event loop took, seen from outside.
 *
 * The loop asks each UART that is set up for received bytes once per turn, always with the same instruction: the
 * first one that reads a flag register after the processor has slept. What lies between two of those questions, with
 * no sleep in between, is a turn. What an application has of machine code lies in RAM, and may ask as well, from an interrupt.
 *
 * Source: Espruino targets/rp2xxx/jshardware.c, jshIdle and jshSleep.
 */
export class EventLoopWatch {
  /** The turns in which JavaScript ran. */
  readonly stalls = new Stalls();
  private readonly pico: EmulatedPico;
  private sleptNanos = -1;
  private loopPc = -1;
  private turnSinceNanos = 0;

  constructor(pico: EmulatedPico) {
    this.pico = pico;
    for (const uart of pico.uarts) uart.onFlagsRead((pc) => this.look(pc));
  }

  private look(pc: number): void {
    if (pc >= heapStart && pc < heapEnd) return;
    const { nanos, sleptNanos } = this.pico;
    if (sleptNanos !== this.sleptNanos) {
      this.sleptNanos = sleptNanos;
      this.loopPc = pc;
    } else if (pc === this.loopPc) {
      this.end(nanos);
    } else {
      return;
    }
    this.turnSinceNanos = nanos;
  }

  private end(nanos: number): void {
    if (nanos - this.turnSinceNanos > idleTurnNanos)
      this.stalls.add(this.turnSinceNanos / 1000, nanos / 1000);
  }
}

/** The memory that a heap may be in. Source: RP2040 datasheet 2.6.2: the SRAM without its two small banks. */
const heapStart = 0x20000000;
const heapEnd = 0x20040000;
/** A turn without JavaScript takes some 30 us at 125 MHz; one that calls a function and returns, more than 100 us. */
const idleTurnNanos = 80_000;
