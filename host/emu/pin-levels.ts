import type { RP2040 } from "rp2040js";

/** Who has changed a pin's level: the program that the chip runs, or the world around it. */
type PinDriver = "program" | "outside";

/** @param nanos - since the machine was switched on. */
export type LevelListener = (isHigh: boolean, nanos: number, by: PinDriver) => void;

/**
 * One pin's level, as a voltmeter sees it: what the chip drives, or else what the outside drives, or else what the
 * pulls make of it. The emulator feeds neither outputs nor pulls back to the input, and takes a repeated level for an
 * edge; both are put right here, from outside, by replacing `setInputValue` and `refreshInput` of that one pin.
 */
export class EmulatedPin {
  /** Edges that came while the chip had not yet taken notice of the last one of their kind: it will see one of two. */
  lostEdges = 0;
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
    pin.addListener(() => this.settle("program"));
    this.settle("program");
  }

  /** Drives the pin from outside, until `release()`. A chip that drives it too wins. */
  drive(isHigh: boolean): void {
    this.external = isHigh;
    this.settle("outside");
  }

  release(): void {
    this.external = undefined;
    this.settle("outside");
  }

  get level(): boolean {
    return this.isHigh;
  }

  /** Whether the chip wants an interrupt for an edge of it. */
  get isWatched(): boolean {
    return (this.pin.irqEnableMask & edges) !== 0;
  }

  /** @returns a function that ends the listening. */
  onChange(listener: LevelListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private settle(by: PinDriver): void {
    const isHigh = this.pin.outputEnable
      ? this.pin.outputValue
      : (this.external ?? (this.pin.pullupEnabled && !this.pin.pulldownEnabled));
    this.pin.setInputValue(isHigh);
    if (isHigh === this.isHigh) return;
    this.isHigh = isHigh;
    for (const listener of this.listeners) listener(isHigh, this.sinceSwitchedOn(), by);
  }

  private passOnlyChanges(pin: Pin): void {
    const set = pin.setInputValue.bind(pin);
    set(false);
    pin.irqStatus &= ~edges;
    pin.refreshInput = () => pin.setInputValue(this.isHigh);
    pin.setInputValue = (isHigh) => {
      const seen = isHigh && pin.inputEnable;
      if (seen === this.lastSeen) return;
      if (pin.irqStatus & pin.irqEnableMask & (seen ? edgeHigh : edgeLow)) this.lostEdges++;
      this.lastSeen = seen;
      set(isHigh);
    };
  }
}

type Pin = RP2040["gpio"][number];

/** RP2040 datasheet 2.19.6.1, INTR: they stay until they are acknowledged. */
const edgeLow = 0b0100;
const edgeHigh = 0b1000;
const edges = edgeLow | edgeHigh;
