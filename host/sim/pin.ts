import type { VirtualClock } from "./clock.ts";
import type { EventBuffer } from "./event-buffer.ts";

/** Who gives a pin its level: the program, or the world outside. */
export type PinDriver = "program" | "outside";
export type PinListener = (isHigh: boolean, timeUs: number, by: PinDriver) => void;

/** A GPIO pin: a level, driven from inside or outside, and an interrupt on every edge while somebody watches. */
export class SimulatedPin {
  isHigh = false;
  mode = "auto";
  watchers = 0;
  /** Machine code that the interrupt calls instead of telling JavaScript. */
  interrupt?: (isHigh: boolean, timeUs: number) => void;
  private readonly listeners = new Set<PinListener>();

  constructor(
    readonly name: string,
    private readonly clock: VirtualClock,
    private readonly events: EventBuffer,
  ) {}

  /** Sets the level from outside, at once or at a time to come. */
  drive(isHigh: boolean, atUs: number = this.clock.nowUs): void {
    if (atUs === this.clock.nowUs) this.set(isHigh, atUs, "outside");
    else this.clock.at(atUs, (timeUs) => this.set(isHigh, timeUs, "outside"));
  }

  /** The program sets the level. */
  write(isHigh: boolean): void {
    this.set(isHigh, this.clock.nowUs, "program");
  }

  /** @returns what ends the listening. */
  onChange(listener: PinListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private set(isHigh: boolean, timeUs: number, by: PinDriver): void {
    if (this.isHigh === isHigh) return;
    this.isHigh = isHigh;
    if (this.interrupt) this.interrupt(isHigh, timeUs);
    else if (this.watchers > 0) this.events.pushEdge(this.name, isHigh, Math.floor(timeUs));
    for (const listener of this.listeners) listener(isHigh, timeUs, by);
  }
}
