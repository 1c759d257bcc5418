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
  private loopPc = -1;
  private last: Question | undefined;
  private sleptNanos = -1;
  /** All questions until it is certain which one is the loop's, and after how many sleeps in a row it was the first. */
  private early: Question[] | undefined = [];
  private times = 0;

  constructor(private readonly pico: EmulatedPico) {
    for (const uart of pico.uarts) uart.onFlagsRead((pc) => this.look(pc));
  }

  private look(pc: number): void {
    if (pc >= heapStart && pc < heapEnd) return;
    const { nanos, sleptNanos } = this.pico;
    if (this.early && sleptNanos !== this.sleptNanos) this.learn(pc);
    this.sleptNanos = sleptNanos;
    const question = { pc, nanos, sleptNanos };
    if (nanos < earlyNanosMax) this.early?.push(question);
    this.ask(question);
  }

  /** What was asked until now is looked at again, if it was another question that was taken for the loop's. */
  private learn(pc: number): void {
    const { early, loopPc } = this;
    if (pc === loopPc) {
      if (++this.times === certainTimes) this.early = undefined;
      return;
    }
    this.times = 0;
    this.loopPc = pc;
    this.last = undefined;
    this.stalls.turns.length = 0;
    for (const question of early ?? []) this.ask(question);
  }

  private ask(question: Question): void {
    if (question.pc !== this.loopPc) return;
    const { nanos, sleptNanos } = this.last ?? question;
    if (question.sleptNanos === sleptNanos && question.nanos - nanos > idleTurnNanos)
      this.stalls.add(nanos / 1000, question.nanos / 1000);
    this.last = question;
  }
}

/** Who sets a UART up asks it as well, and may sleep while it does. */
const certainTimes = 10;

/** A loop that never sleeps asks on and on: its start is over by then. */
const earlyNanosMax = 1e9;

interface Question {
  readonly pc: number;
  readonly nanos: number;
  readonly sleptNanos: number;
}

/** The memory that a heap may be in. Source: RP2040 datasheet 2.6.2: the SRAM without its two small banks. */
const heapStart = 0x20000000;
const heapEnd = 0x20040000;
/** A turn without JavaScript takes some 30 us at 125 MHz; one that calls a function and returns, more than 100 us. */
const idleTurnNanos = 80_000;
