import type { ClockEvent, VirtualClock } from "./clock.ts";

/** Restarts the machine when nobody kicks it in time. Source: src/jswrap_espruino.c, jswrap_espruino_enableWatchdog. */
export class Watchdog {
  /** The time is up. */
  hasFired = false;
  private timeoutUs = 0;
  private isAutomatic = false;
  private alarm?: ClockEvent;

  constructor(private readonly clock: VirtualClock) {}

  /** @param isAutomatic - the idle loop kicks it. */
  enable(timeoutS: number, isAutomatic: boolean): void {
    this.timeoutUs = timeoutS * 1e6;
    this.isAutomatic = isAutomatic;
    this.kick();
  }

  kick(): void {
    if (this.timeoutUs === 0) return;
    if (this.alarm) this.clock.cancel(this.alarm);
    this.alarm = this.clock.at(this.clock.nowUs + this.timeoutUs, () => {
      this.hasFired = true;
    });
  }

  /** Context: the idle loop. */
  afterTurn(): void {
    if (this.isAutomatic) this.kick();
  }

  disable(): void {
    if (this.alarm) this.clock.cancel(this.alarm);
    this.timeoutUs = 0;
    this.isAutomatic = false;
    this.hasFired = false;
  }
}
