import type { RP2040 } from "rp2040js";

/** @param nanos - since the machine was switched on. */
export type LevelListener = (isHigh: boolean, nanos: number) => void;

/**
 * One pin's level, as a voltmeter sees it: what the chip drives, or else what the outside drives, or else what the
 * pulls make of it. The emulator feeds neither outputs nor pulls back to the input, and takes a repeated level for an
 * edge; both are put right here, from outside, by replacing `setInputValue` of that one pin.
 */
export class EmulatedPin {
  private readonly listeners = new Set<LevelListener>();
  private external: boolean | undefined;
  private pin!: Pin;
  private sinceSwitchedOn!: () => number;
  private isHigh = false;
  private lastSeen = false;

  attach(pin: Pin, sinceSwitchedOn: () => number): void {
    this.pin = pin;
    this.sinceSwitchedOn = sinceSwitchedOn;
    this.lastSeen = false;
    this.passOnlyChanges(pin);
    pin.addListener(() => this.settle());
    this.settle();
  }

  /** Drives the pin from outside, until `release()`. A chip that drives it too wins. */
  drive(isHigh: boolean): void {
    this.external = isHigh;
    this.settle();
  }

  release(): void {
    this.external = undefined;
    this.settle();
  }

  get level(): boolean {
    return this.isHigh;
  }

  /** @returns a function that ends the listening. */
  onChange(listener: LevelListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private settle(): void {
    const isHigh = this.pin.outputEnable
      ? this.pin.outputValue
      : (this.external ?? (this.pin.pullupEnabled && !this.pin.pulldownEnabled));
    this.pin.setInputValue(isHigh);
    if (isHigh === this.isHigh) return;
    this.isHigh = isHigh;
    for (const listener of this.listeners) listener(isHigh, this.sinceSwitchedOn());
  }

  private passOnlyChanges(pin: Pin): void {
    const set = pin.setInputValue.bind(pin);
    let raw = false;
    pin.setInputValue = (isHigh) => {
      const seen = isHigh && pin.inputEnable;
      const isNew = isHigh !== raw || seen !== this.lastSeen;
      raw = isHigh;
      if (!isNew) return;
      const pending = pin.irqStatus & edges;
      set(isHigh);
      if (seen === this.lastSeen) pin.irqStatus = (pin.irqStatus & ~edges) | pending;
      this.lastSeen = seen;
    };
  }
}

type Pin = RP2040["gpio"][number];

/** RP2040 datasheet 2.19.6.1, INTR: edge low and edge high, which stay until they are acknowledged. */
const edges = 0b1100;
