import type { VirtualClock } from "./clock.ts";
import type { EventBuffer } from "./event-buffer.ts";

/** A GPIO pin: a level, driven from inside or outside, and an interrupt on every edge while somebody watches. */
export class SimulatedPin {
  isHigh = false;
  mode = "auto";
  watchers = 0;

  constructor(
    readonly name: string,
    private readonly clock: VirtualClock,
    private readonly events: EventBuffer,
  ) {}

  /** Sets the level from outside, at once or at a time to come. */
  drive(isHigh: boolean, atUs: number = this.clock.nowUs): void {
    if (atUs === this.clock.nowUs) this.set(isHigh, atUs);
    else this.clock.at(atUs, (timeUs) => this.set(isHigh, timeUs));
  }

  private set(isHigh: boolean, timeUs: number): void {
    if (this.isHigh === isHigh) return;
    this.isHigh = isHigh;
    if (this.watchers > 0) this.events.pushEdge(this.name, isHigh, Math.floor(timeUs));
  }
}
