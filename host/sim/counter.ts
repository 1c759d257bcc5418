/** The counters that machine code reads the time from. A clock that the interpreter's drifts away from is 1 % fast here. */
import type { NativeClock } from "../../firmware/board.ts";

/** What an RC oscillator may be off by beside a crystal. */
const DRIFT = 0.01;
/** ARMv7-M architecture reference manual, C1.6.5, C1.8.7, C1.8.8; RM0368 23.16.1. */
const DEMCR = 0xe000edfc;
const TRCENA = 0x01000000;
const DWT_CTRL = 0xe0001000;
const CYCCNTENA = 1;
const DWT_CYCCNT = 0xe0001004;
const DBGMCU_CR = 0xe0042004;
const DBG_SLEEP = 1;

export interface SimulatedCounter {
  /** @returns nothing where the address is another one's. */
  read(address: number, timeUs: number): number | undefined;
  write(address: number, value: number, timeUs: number): void;
  /** The processor sleeps from now on, or no more. */
  setAsleep(isAsleep: boolean, timeUs: number): void;
}

/** @param startUs - asked when the machine started. */
export function simulatedCounter(clock: NativeClock, startUs: () => number): SimulatedCounter {
  return clock.address === DWT_CYCCNT ? new CycleCounter(clock) : new FreeCounter(clock, startUs);
}

/** One that always counts. */
class FreeCounter implements SimulatedCounter {
  constructor(
    private readonly clock: NativeClock,
    private readonly startUs: () => number,
  ) {}

  read(address: number, timeUs: number): number | undefined {
    return address === this.clock.address ? countOf(this.clock, timeUs - this.startUs()) : undefined;
  }

  write(): void {}

  setAsleep(): void {}
}

/** A Cortex-M4's count of its cycles, which stands still unless it is enabled, and in sleep unless an STM32 is told otherwise. */
class CycleCounter implements SimulatedCounter {
  private readonly words = new Map([DEMCR, DWT_CTRL, DBGMCU_CR].map((address) => [address, 0]));
  private isAsleep = false;
  private countedUs = 0;
  /** Since when it counts, in virtual time; nothing while it stands still. */
  private sinceUs?: number;

  constructor(private readonly clock: NativeClock) {}

  read(address: number, timeUs: number): number | undefined {
    if (address === DWT_CYCCNT) return countOf(this.clock, this.countedUs + this.runUs(timeUs));
    return this.words.get(address);
  }

  write(address: number, value: number, timeUs: number): void {
    if (!this.words.has(address)) return;
    this.words.set(address, value >>> 0);
    this.update(timeUs);
  }

  setAsleep(isAsleep: boolean, timeUs: number): void {
    this.isAsleep = isAsleep;
    this.update(timeUs);
  }

  private update(timeUs: number): void {
    this.countedUs += this.runUs(timeUs);
    this.sinceUs = this.isCounting ? timeUs : undefined;
  }

  private runUs(timeUs: number): number {
    return this.sinceUs === undefined ? 0 : timeUs - this.sinceUs;
  }

  private get isCounting(): boolean {
    const isEnabled = this.has(DEMCR, TRCENA) && this.has(DWT_CTRL, CYCCNTENA);
    return isEnabled && (!this.isAsleep || this.has(DBGMCU_CR, DBG_SLEEP));
  }

  private has(address: number, bit: number): boolean {
    return (this.words.get(address)! & bit) !== 0;
  }
}

function countOf({ hz, mask = -1, drifts }: NativeClock, us: number): number {
  const count = Math.floor((us * hz * (drifts ? 1 + DRIFT : 1)) / 1e6);
  return ((count % 2 ** 32) & mask) >>> 0;
}
