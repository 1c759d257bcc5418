/**
 * The time of one emulated chip, in nanoseconds since its power-up, and the alarms its peripherals set.
 *
 * The emulator brings a clock of its own, but every tick of it walks through its alarms; here an instruction costs
 * one addition, and the run loop compares with `nextAlarmNanos` by itself. An alarm that fires is disarmed first, so
 * that one whose owner forgets it fires once.
 */
export class ChipClock {
  /** The moment the current instruction began. The run loop adds to it. */
  nanos = 0;
  /** When the run loop has to call `fireDue()`. */
  nextAlarmNanos = Number.POSITIVE_INFINITY;
  /** Armed alarms, the soonest last; of two at the same moment, the one armed first comes first. */
  private readonly armed: ChipAlarm[] = [];

  createAlarm(callback: () => void): ChipAlarm {
    return new ChipAlarm(this, callback);
  }

  /** Lets time pass up to `nanos`, with every alarm at its own moment. */
  advanceTo(nanos: number): void {
    while (this.nextAlarmNanos <= nanos) {
      this.nanos = Math.max(this.nanos, this.nextAlarmNanos);
      this.fireDue();
    }
    this.nanos = Math.max(this.nanos, nanos);
  }

  /** Fires the alarms whose moment has come. */
  fireDue(): void {
    while (this.nextAlarmNanos <= this.nanos) {
      const alarm = this.armed.pop()!;
      this.updateNext();
      alarm.callback();
    }
  }

  arm(alarm: ChipAlarm): void {
    let index = this.armed.length;
    while (index > 0 && this.armed[index - 1]!.dueNanos <= alarm.dueNanos) index--;
    this.armed.splice(index, 0, alarm);
    this.updateNext();
  }

  disarm(alarm: ChipAlarm): void {
    const index = this.armed.indexOf(alarm);
    if (index < 0) return;
    this.armed.splice(index, 1);
    this.updateNext();
  }

  private updateNext(): void {
    this.nextAlarmNanos = this.armed.at(-1)?.dueNanos ?? Number.POSITIVE_INFINITY;
  }
}

/** What `createAlarm` promises the emulator's peripherals: armed for one moment at a time. */
export class ChipAlarm {
  readonly callback: () => void;
  dueNanos = 0;
  private readonly clock: ChipClock;

  constructor(clock: ChipClock, callback: () => void) {
    this.clock = clock;
    this.callback = callback;
  }

  schedule(deltaNanos: number): void {
    this.clock.disarm(this);
    this.dueNanos = this.clock.nanos + deltaNanos;
    this.clock.arm(this);
  }

  cancel(): void {
    this.clock.disarm(this);
  }
}
