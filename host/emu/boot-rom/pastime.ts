import type { ChipClock } from "../chip-clock.ts";

/**
 * The time that calls of the boot ROM take, in pieces: interrupts come in the middle of a call, and may call the ROM
 * themselves. So calls that are not over yet lie on top of each other, as their stack frames do.
 */
export class Pastime {
  private readonly calls: Call[] = [];
  private readonly clock: ChipClock;

  constructor(clock: ChipClock) {
    this.clock = clock;
  }

  /**
   * Lets time pass for the call at hand, up to the next alarm: what that does to the processor comes first.
   *
   * @param entry - the function's address, and
   * @param stackPointer - where the caller's stack ends. Together they tell whether this call began before.
   * @param nanos - what a call takes, asked when it begins.
   * @param trapNanos - what has passed by itself whenever the call goes on.
   * @returns whether the call's time is over.
   */
  pass(entry: number, stackPointer: number, nanos: () => number, trapNanos: number): boolean {
    const call = this.resume(entry, stackPointer, trapNanos) ?? this.begin(entry, stackPointer, nanos());
    const { clock } = this;
    const step = Math.min(call.leftNanos, Math.max(0, clock.nextAlarmNanos - clock.nanos));
    clock.nanos += step;
    call.leftNanos -= step;
    if (call.leftNanos > 0) return false;
    this.calls.pop();
    return true;
  }

  private resume(entry: number, stackPointer: number, trapNanos: number): Call | undefined {
    // Whoever lies below the stack's end has left without returning.
    while (this.calls.length > 0 && this.calls.at(-1)!.stackPointer < stackPointer) this.calls.pop();
    const call = this.calls.at(-1);
    if (call?.entry !== entry || call.stackPointer !== stackPointer) return undefined;
    call.leftNanos = Math.max(0, call.leftNanos - trapNanos);
    return call;
  }

  private begin(entry: number, stackPointer: number, nanos: number): Call {
    const call = { entry, stackPointer, leftNanos: Math.max(0, nanos) };
    this.calls.push(call);
    return call;
  }
}

interface Call {
  readonly entry: number;
  readonly stackPointer: number;
  leftNanos: number;
}
