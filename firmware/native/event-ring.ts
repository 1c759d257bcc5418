/**
 * Events from real interrupts: a ring of slots that machine code (`events.s`) fills, in the GPIO interrupt or called by
 * JavaScript, and that JavaScript empties. The slots are in the order of their times, because time is read while
 * interrupts are masked (ONE-CLOCK). A slot is not used again before the tail has passed it, so a reader takes its time. What
 * machine code changes at any moment is read at once, and so is what it reads stored (WHOLE-WORD).
 */
import type { LinkedBoard } from "../board.ts";
import type { MachineCode, Platform } from "../platform/platform.ts";
import { createCounter, type Moment } from "./counter.ts";
import {
  EVENTS_BYTES,
  EVENTS_CODE,
  EVENTS_EDGE0,
  EVENTS_EDGE1,
  EVENTS_FREE,
  EVENTS_MADE,
  EVENTS_OLDEST,
  EVENTS_SCRIPT,
} from "./events-code.ts";
import { KIND_MASK, KIND_SCRIPT, type LogInts } from "./log-ints.ts";

/** Slots ever filled, and emptied, modulo 2^32. */
export const HEAD = 0;
export const TAIL = 1;
/** The number of slots less one; a power of two less one. */
const MASK = 2;
/** Events that found no free slot. */
export const LOST = 3;
const CLOCK_ADDRESS = 4;
/** What JavaScript says at this level and above is not stored. */
const LEVEL = 5;
/** The context in which JavaScript runs, in the bits of `what` that say so. */
const CONTEXT = 6;
/** 1 when JavaScript is needed: for the oldest event, or for those that were lost, machine code has no words. */
const ALARM = 7;
/** 1 while events are machine code's, 0 while they are JavaScript's. */
const IS_MACHINES = 8;
/** Lines that machine code has made of events, modulo 2^32. */
const MADE = 9;
/**
 * Of the events that found no room, those that the stream was told of: written down by whoever tells, while the events are his. The
 * word behind it is machine code's own.
 */
export const TOLD = 10;
/** A slot for what machine code says of them: time, what, how many, and that again until it is out. */
const LOSSES = 12;
/** The slots begin behind so many words. */
export const HEADER_WORDS = 16;

/** A slot: the time, what it was, and two numbers. */
const SLOT_WORDS = 4;
/** Pins that can be watched: each has an entry of its own, or nobody could tell which one it was. */
export const WATCHES_MAX = 8;

/** As an unsigned number, `what` of an edge is this or more. */
const EDGE = 0x80000000;

export interface EventRing {
  readonly clockHz: number;
  /** What machine code that makes lines has first among its words: where it finds ours, and what it calls. */
  readonly forMakers: readonly number[];
  /** Stores what, and two integers. Context: any. Native. */
  readonly logInts: LogInts;
  /** What JavaScript says at this level and above is not stored. */
  setLevel(level: number): void;
  /** Has edges of `pin` stored as those of the watch `index`. Context: task. */
  watch(index: number, pin: unknown): void;
  /** `HEAD`, `TAIL`, `LOST` and `TOLD`, for a glance: what is read while it changes is news, or will be at the next. */
  readonly words: Uint32Array;
  /** Machine code sets it when JavaScript is needed, and JavaScript takes it back before it looks why. */
  readonly alarm: Uint32Array;
  /** Whose the events are from here on, machine code's or JavaScript's. Context: any. */
  giveToMachine(isMachines: boolean): void;
  /** Lines that machine code has made of events since boot, modulo 2^32. */
  madeCount(): number;
  /** Has machine code tell of lost events, in words that `what` stands for as `logInts` has it. Context: task. */
  tellLosses(what: number): void;
  /** Events that were stored, and those whose slots are free again, since boot and modulo 2^32. */
  storedCount(): number;
  takenCount(): number;
  /** Events that found no room, since boot. */
  lostCount(): number;
  /** Whether the oldest event, if there is one, is something that machine code can put into words (`line-maker.ts`). */
  isNextPlain(): boolean;
  /** Looks what time it is, for the times of what is there. Context: task. */
  readClock(): Moment;
  /**
   * Empties the oldest slot into `take`. Context: task.
   *
   * @returns false when there is none.
   */
  next(take: TakeEvent): boolean;
}

/**
 * @param time - when it happened, in seconds on the interpreter's clock.
 * @param what - what `logInts` was told, and the context above it; below zero an edge: `~what >> 1` is the watch, `~what & 1`
 *   the level after it.
 */
export type TakeEvent = (time: number, what: number, a: number, b: number) => void;

/** @throws where the board cannot, with the reason. Context: task. */
export function createEventRing(platform: Platform, board: LinkedBoard, slots: number): EventRing {
  const clock = board.nativeClock;
  if (!clock) throw new Error("the board's file names no clock that machine code can read");
  const machine = platform.machine as MachineCode;
  const memory = machine.load(EVENTS_CODE, 4 * (HEADER_WORDS + SLOT_WORDS * slots));
  const address = memory.address + EVENTS_BYTES;
  const words = new Uint32Array(memory.buffer, EVENTS_BYTES);
  const load = platform.peek32;
  words[MASK] = slots - 1;
  words[CLOCK_ADDRESS] = clock.address;
  words[LEVEL] = 8;
  const counter = createCounter(platform, clock);
  machine.keepContextIn(words.subarray(CONTEXT, CONTEXT + 1));
  putEdgesFirst(platform, board);
  return {
    forMakers: [address, entry(EVENTS_OLDEST), entry(EVENTS_MADE), entry(EVENTS_FREE)],
    logInts: machine.callable(memory.address + EVENTS_SCRIPT, "void(int,int,int)") as LogInts,
    clockHz: clock.hz,
    alarm: words.subarray(ALARM, ALARM + 1),
    setLevel(level) {
      words[LEVEL] = level;
    },
    watch(index, pin) {
      machine.interruptOnEdge(pin, memory.address + EVENTS_EDGE0 + index * (EVENTS_EDGE1 - EVENTS_EDGE0));
    },
    words,
    giveToMachine(isMachines) {
      words[IS_MACHINES] = isMachines ? 1 : 0;
    },
    madeCount: () => load(address + 4 * MADE),
    tellLosses(what) {
      words[LOSSES + 1] = what;
    },
    storedCount: () => load(address + 4 * HEAD),
    takenCount: () => load(address + 4 * TAIL),
    lostCount: () => load(address + 4 * LOST),
    isNextPlain,
    readClock: counter.read,
    next,
  };

  /** An odd address means Thumb. */
  function entry(offset: number): number {
    return memory.address + offset + 1;
  }

  function isNextPlain(): boolean {
    const tail = load(address + 4 * TAIL);
    const what = words[slotAt(tail) + 1] as number;
    return tail === load(address + 4 * HEAD) || what >= EDGE || (what & KIND_MASK) !== KIND_SCRIPT;
  }

  function slotAt(tail: number): number {
    return HEADER_WORDS + (tail & (slots - 1)) * SLOT_WORDS;
  }

  function next(take: TakeEvent): boolean {
    const tail = words[TAIL] as number;
    if (tail === load(address + 4 * HEAD)) return false;
    const at = slotAt(tail);
    take(
      counter.timeOf(words[at] as number),
      (words[at + 1] as number) | 0,
      (words[at + 2] as number) | 0,
      (words[at + 3] as number) | 0,
    );
    machine.poke32(address + 4 * TAIL, (tail + 1) | 0);
    return true;
  }
}

/**
 * Has edges preempt other interrupts too, which would keep them waiting: the RP2040's timer for 7 µs, in which it looks for
 * the next of Espruino's timers and fills a UART.
 */
function putEdgesFirst(platform: Platform, { edgePriority }: LinkedBoard): void {
  if (!edgePriority) return;
  const { address, mask, bits } = edgePriority;
  (platform.machine as MachineCode).poke32(address, (platform.peek32(address) & ~mask) | bits);
}
