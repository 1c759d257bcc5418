/**
 * A UART whose bytes leave in the hardware timer's interrupt. What is handed over lies in a ring; the pump takes it from
 * there, whatever JavaScript does meanwhile, and be it nothing any more.
 *
 * Who must have the text out before it returns waits for the pump to come to the end of a line, becomes the owner and runs
 * the pump itself: so it depends on no timer, and there is one piece of code that writes to the UART.
 */
import { ASLEEP, PANIC, type Platform } from "../platform/platform.ts";
import type { Port } from "../printk/console.ts";
import { isPumpedOut, putBytes } from "./byte-ring.ts";
import type { Pump } from "./pump.ts";
import {
  giveToPump,
  HEAD,
  MAKER,
  MASK,
  NATIVE,
  OWNER,
  SCRIPT,
  TAIL,
  takeFromPump,
  WAITER,
  waitForPump,
} from "./pump-words.ts";

/** The longest line that a handoff waits for; a longer one is broken off, and goes on where it was. */
const LINE_CHARS_MAX = 256;
/** How much longer than the line needs a text may take to leave before the UART counts as stuck. */
const SLACK = 4;
/**
 * How often it is looked whether the timer is still needed and JavaScript is, in ms. Adding one takes 7 ms on an RP2040 and it
 * ticks 30 ms later, so it stays until nothing was written between two looks. What comes once a second, as a GPS receiver's
 * lines, does not come at each of them.
 */
const LOOK_MS = 850;
/** After so many looks without need JavaScript attends all the same: clocks run away from each other. */
const QUIET_LOOKS_MAX = 600;

/** A port that other machine code can put lines into, by itself. */
export interface PumpPort extends Port {
  /** What it takes ahead. */
  readonly ringChars: number;
  /** Has the pump call `maker` for lines; 0 for nobody. Context: task. */
  setMaker(maker: number): void;
  /** Has the timer come, some 30 ms from now, if it does not. Context: any. */
  arm(): void;
  /** Has `attend` called soon after machine code has set `alarm[0]`, when the timer was let go, and every eight minutes. Context: task. */
  attendTo(alarm: Uint32Array, attend: () => void): void;
  /** Whether it does. */
  isArmed(): boolean;
}

export function createPumpPort(platform: Platform, pump: Pump, port: Port, charsPerSecond: number): PumpPort {
  const { ring } = pump;
  const { words, load, store } = ring;
  const headAddress = ring.address + 4 * HEAD;
  const tailAddress = ring.address + 4 * TAIL;
  const makerAddress = ring.address + 4 * MAKER;
  const ringChars = (words[MASK] as number) + 1;
  const rester = platform.spawn(rest);
  let disarm: (() => void) | undefined;
  let lastHead: number | undefined;
  let maker = 0;
  let attendant: (() => void) | undefined;
  let alarm: ArrayLike<number> = [];
  let looksLeft = QUIET_LOOKS_MAX;
  platform.poll(LOOK_MS, look);
  return {
    name: port.name,
    ringChars,
    // A ring that is half empty is worth a turn.
    dueMs: (ringChars * 500) / charsPerSecond,
    write,
    writeAtomic,
    drainAtomic: port.drainAtomic as () => void,
    setMaker(address) {
      maker = address;
      store(makerAddress, address);
    },
    arm() {
      if (!disarm) arm();
    },
    attendTo(rung, attend) {
      alarm = rung;
      attendant = attend;
    },
    isArmed: () => !!disarm,
  };

  function write(text: string, offset: number, count: number): number {
    reclaim();
    // Before there is anything to write, not after it (ARMED-BEFORE-WORK).
    if (!disarm) arm();
    return maker ? putAlone(text, offset, count) : putBytes(ring, text, offset, count);
  }

  /** Puts in what fits, while nobody else does (ONE-FILLER). */
  function putAlone(text: string, offset: number, count: number): number {
    store(makerAddress, 0);
    const taken = putBytes(ring, text, offset, count);
    store(makerAddress, maker);
    return taken;
  }

  /** An emergency's interrupt may have done it meanwhile: one timer is enough. Context: any. */
  function arm(): void {
    // What it comes for may not be in the ring yet.
    lastHead = undefined;
    const stop = pump.arm();
    const isSpare = !!disarm || ((disarm = stop), false);
    if (isSpare) stop();
  }

  /**
   * Nobody else is inside the driver: who waits for the UART or owns it in JavaScript has died there (DEAD-OWNER). He waits
   * no longer first, or he might be given it afterwards. Nor does he put bytes in any more.
   */
  function reclaim(): void {
    words[WAITER] = 0;
    if (words[OWNER] === SCRIPT) giveToPump(words);
    if (maker) store(makerAddress, maker);
  }

  function writeAtomic(text: string, offset: number, count: number): void {
    claim();
    const endTime = platform.now() + ((ringChars + count) * SLACK) / charsPerSecond;
    let taken = 0;
    while ((taken < count || !isPumpedOut(ring)) && platform.now() < endTime) {
      if (taken < count) taken += putBytes(ring, text, offset + taken, count - taken);
      pump.run();
    }
    giveToPump(words);
    if (!disarm && !isPumpedOut(ring)) arm();
    if (taken < count) throw new Error(port.name + " does not take it");
  }

  /** Becomes the owner: at the end of a line, unless this is a panic or takes too long. */
  function claim(): void {
    // Who dies owning it leaves somebody behind (ARMED-BEFORE-WORK).
    rester.wake();
    if (platform.context !== PANIC && !isPumpedOut(ring)) {
      const endTime = platform.now() + LINE_CHARS_MAX / charsPerSecond;
      waitForPump(words);
      while (words[OWNER] === NATIVE && platform.now() < endTime);
    }
    takeFromPump(words);
  }

  /**
   * Whether anything is to be done. It hardly ever is, and somebody waits for this turn: so it is one expression that calls
   * nothing. A head that is read while it changes is no more than a turn too many.
   */
  function look(): void {
    (disarm && words[HEAD] === lastHead) || words[OWNER] || words[WAITER] || alarm[0] || !looksLeft--
      ? rest()
      : disarm || words[HEAD] === lastHead
        ? (lastHead = words[HEAD])
        : // Machine code has put in a line when the timer came for the last time.
          arm();
  }

  /**
   * Looks after a UART whose owner died, and lets the timer go when the ring is empty and was the last time. Whoever puts
   * something in afterwards finds it unarmed: that is said before it is done, in the expression that sees the ring empty. Machine
   * code does not look; its lines are found at the next look.
   *
   * @returns as a `TaskStep`.
   */
  function rest(): number {
    let stop: (() => void) | undefined;
    if (words[OWNER] || words[WAITER]) reclaim();
    load(tailAddress) === lastHead &&
      load(headAddress) === lastHead &&
      ((stop = disarm), (disarm = undefined));
    if (stop) stop();
    else lastHead = load(headAddress);
    looksLeft = QUIET_LOOKS_MAX;
    if (attendant) attendant();
    return ASLEEP;
  }
}
