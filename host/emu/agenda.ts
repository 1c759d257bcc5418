import type { ChipAlarm, ChipClock } from "./chip-clock.ts";

/** What the outside world is going to do to the machine, by the machine's time. A reset of the chip does not undo it. */
export class Agenda {
  private readonly items: { readonly nanos: number; readonly act: () => void }[] = [];
  private alarm: ChipAlarm | undefined;
  private sinceSwitchedOn: () => number = () => 0;

  /** Goes by the clock of a chip that was just switched on. */
  attach(clock: ChipClock, sinceSwitchedOn: () => number): void {
    this.sinceSwitchedOn = sinceSwitchedOn;
    this.alarm = clock.createAlarm(() => this.actOnDue());
    this.arm();
  }

  /** @param nanos - since the machine was switched on; what lies in the past is done at once. */
  at(nanos: number, act: () => void): void {
    let index = this.items.length;
    while (index > 0 && this.items[index - 1]!.nanos > nanos) index--;
    this.items.splice(index, 0, { nanos, act });
    this.arm();
  }

  private actOnDue(): void {
    while (this.items.length > 0 && this.items[0]!.nanos <= this.sinceSwitchedOn()) this.items.shift()!.act();
    this.arm();
  }

  private arm(): void {
    const next = this.items[0];
    if (next !== undefined) this.alarm?.schedule(Math.max(0, next.nanos - this.sinceSwitchedOn()));
  }
}
