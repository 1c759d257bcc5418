/**
 * The counter that machine code reads the time from, and when it was by the interpreter's clock that it stood somewhere. The
 * counter runs over; the clock says which time round it is.
 */
import type { NativeClock } from "../board.ts";
import type { MachineCode, Platform } from "../platform/platform.ts";

/** How far the counter may be from the interpreter's clock, in seconds, and still be the same clock. */
const SAME_CLOCK_S = 0.001;
/** The share of a round that is left to what comes after the counter was read: all else came before. */
const AHEAD_SHARE = 1 / 8;
/** How often a clock that drifts is read, in ms, whether there are events or not: so it is known how fast it goes. */
const FOLLOW_MS = 1000;
/** How far apart two readings are, in seconds, that say how fast it goes: each may be off by some microseconds. */
const PACE_S = 0.1;
/** No oscillator is off by more. What looks like it is a clock that was set, or a counter that has run over in between. */
const PACE_MAX = 2;
/** The bits of a counter that has all of a word. */
const WORD_MASK = -1;

export interface Counter {
  /** Looks what time it is, for `timeOf`. Context: task. */
  read(): Moment;
  /**
   * When the counter stood at `count`, in seconds on the interpreter's clock. Right for what came within 7/8 of a round before
   * the counter was read, and 1/8 after it.
   */
  timeOf(count: number): number;
}

/** One moment, by the counter and in the counter's unit since the clock's beginning. */
export interface Moment {
  count: number;
  time: number;
}

/** Has the counter count, and reads it, now and then if the clock drifts. Context: task. */
export function createCounter(platform: Platform, clock: NativeClock): Counter {
  const { address, hz } = clock;
  const mask = clock.mask || WORD_MASK;
  const range = (mask >>> 0) + 1;
  const ahead = range * AHEAD_SHARE;
  const last: Moment = { count: 0, time: 0 };
  const learnt: Moment = { count: 0, time: 0 };
  /** How many counts the clock goes on by while the counter goes on by one: 1, unless it drifts. */
  let pace = 1;
  enable(platform, clock);
  readBoth();
  keepReading();
  if (clock.drifts) platform.poll(FOLLOW_MS, read);
  return { read, timeOf };

  /** Where the interpreter tells the time by the same counter the result is exact, unless somebody has set the clock. */
  function read(): Moment {
    if (!clock.drifts) {
      const count = platform.peek32(address) >>> 0;
      const offset = platform.now() * hz - count;
      const rounds = Math.round(offset / range) * range;
      if (Math.abs(offset - rounds) < SAME_CLOCK_S * hz)
        return (last.count = count), (last.time = rounds + count), last;
    }
    readBoth();
    if (clock.drifts) learnPace();
    return last;
  }

  function timeOf(count: number): number {
    const age = (((last.count + ahead - count) & mask) >>> 0) - ahead;
    return (last.time - age * pace) / hz;
  }

  /**
   * Reads the clock between two looks at the counter. The later one came as long after it as one more look takes, and that is
   * what the first two are apart. One expression, so that no JavaScript comes in between.
   */
  function readBoth(): void {
    const { now, peek32: look } = platform;
    const [first, second, s, later] = [look(address), look(address), now(), look(address)];
    (last.count = ((later - second + first) & mask) >>> 0), (last.time = s * hz);
  }

  function learnPace(): void {
    const lapse = last.time - learnt.time;
    if (lapse >= 0 && lapse < PACE_S * hz) return;
    const counted = ((last.count - learnt.count) & mask) >>> 0;
    if (lapse < counted * PACE_MAX && lapse * PACE_MAX > counted) pace = lapse / counted;
    keepReading();
  }

  /** How fast the clock goes is told from the next one. */
  function keepReading(): void {
    learnt.count = last.count;
    learnt.time = last.time;
  }
}

/** Sets what makes the counter count, and leaves the other bits of those words as they are. */
function enable(platform: Platform, { enable }: NativeClock): void {
  if (!enable) return;
  for (let i = 0; i < enable.length; i++) {
    const { address, bits } = enable[i] as (typeof enable)[number];
    (platform.machine as MachineCode).poke32(address, platform.peek32(address) | bits);
  }
}
