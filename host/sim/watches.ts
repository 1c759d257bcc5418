/**
 * `setWatch`: edges are queued by the interrupt with their time and handed out by the idle loop, debounced if asked.
 *
 * Source: src/jsinteractive.c, jsiIdle (PIN WATCH and the debouncing part of the timers).
 */
import type { IoEvent } from "./event-buffer.ts";
import type { SimulatedPin } from "./pin.ts";
import type { Timer, Timers } from "./timers.ts";

export interface Watch {
  readonly id: number;
  readonly pin: SimulatedPin;
  readonly edge: "rising" | "falling" | "both";
  readonly isRepeated: boolean;
  readonly debounceUs: number;
  /** Calls back. @returns false when it was interrupted. */
  readonly run: (isHigh: boolean, timeUs: number, lastTimeUs: number | undefined) => boolean;
  isHigh: boolean;
  lastTimeUs?: number;
  /** Set while an edge settles. */
  settling?: { readonly timer: Timer; isHigh: boolean };
}

export type NewWatch = Pick<Watch, "pin" | "edge" | "isRepeated" | "debounceUs" | "run">;
type Edge = Extract<IoEvent, { kind: "edge" }>;

export class Watches {
  private watches: Watch[] = [];

  constructor(
    private readonly timers: Timers,
    private readonly onInterrupted: () => void,
  ) {}

  add(wanted: NewWatch): Watch {
    const watch = { ...wanted, id: (this.watches.at(-1)?.id ?? 0) + 1, isHigh: wanted.pin.isHigh };
    watch.pin.watchers++;
    this.watches.push(watch);
    return watch;
  }

  find(id: unknown): Watch | undefined {
    return this.watches.find((watch) => watch.id === id);
  }

  remove(watch: Watch): void {
    const index = this.watches.indexOf(watch);
    if (index < 0) return;
    this.watches = this.watches.toSpliced(index, 1);
    watch.pin.watchers--;
  }

  clear(): void {
    for (const watch of this.watches) this.remove(watch);
  }

  /** Context: the idle loop. */
  handle(edge: Edge): void {
    for (const watch of this.watches) {
      if (watch.pin.name !== edge.pin) continue;
      if (watch.debounceUs > 0) this.debounce(watch, edge);
      else this.fire(watch, edge.isHigh, edge.timeUs);
    }
  }

  private debounce(watch: Watch, { isHigh, timeUs }: Edge): void {
    const { settling } = watch;
    if (!settling && isHigh !== watch.isHigh) {
      const timer = this.timers.addAt(timeUs + watch.debounceUs, 0, () => this.settle(watch));
      watch.settling = { timer, isHigh };
    } else if (settling && timeUs > settling.timer.dueUs && isHigh !== watch.isHigh) {
      this.timers.remove(settling.timer);
      watch.settling = undefined;
      this.fire(watch, isHigh, settling.timer.dueUs - watch.debounceUs);
    } else if (settling) {
      settling.timer.dueUs = timeUs + watch.debounceUs;
      settling.isHigh = isHigh;
    }
  }

  /** No edge came for the time asked for. Context: a timer. */
  private settle(watch: Watch): boolean {
    const { settling } = watch;
    watch.settling = undefined;
    if (settling && settling.isHigh !== watch.isHigh)
      this.fire(watch, settling.isHigh, settling.timer.dueUs - watch.debounceUs);
    return true;
  }

  private fire(watch: Watch, isHigh: boolean, timeUs: number): void {
    watch.isHigh = isHigh;
    if (watch.edge === "both" || (watch.edge === "rising") === isHigh) this.callBack(watch, isHigh, timeUs);
    watch.lastTimeUs = timeUs;
  }

  private callBack(watch: Watch, isHigh: boolean, timeUs: number): void {
    const isInterrupted = !watch.run(isHigh, timeUs, watch.lastTimeUs);
    if (isInterrupted && watch.isRepeated) this.onInterrupted();
    if (isInterrupted || !watch.isRepeated) this.remove(watch);
  }
}
