/**
 * A place records are written to: a port, a cursor into the ring, and the lock that says who may write.
 *
 * Writing is a machine of small steps, so that any context can do a few of them and leave the rest to another. All
 * its state is here and none in the writer: whoever owns the lock goes on where the last one stopped, in the middle
 * of a record if need be. Each step makes at most one shared change, in one expression that first asks for the lock
 * (STILL-OWNER). Nothing waits: a step whose port is full says so.
 *
 * The lock is passed on only at a record boundary (BOUNDARY), and whoever frees it looks at the ring once more
 * (LOOK-AGAIN), because a record stored meanwhile was left to him.
 */
import type { Task } from "../platform/platform.ts";
import {
  acquire,
  type ConsoleLock,
  EXCLUSIVE,
  NOBODY,
  NORMAL,
  type Owner,
  type Priority,
  release,
} from "./console-lock.ts";
import type { Exclusives } from "./exclusive.ts";
import type { Level } from "./level.ts";
import type { ConsoleMode } from "./mode.ts";
import type { Line, Printk } from "./printk.ts";
import { LEVEL, type LogRecord, SEQ, SITE } from "./record.ts";
import { type RecordRing, readFrom } from "./record-ring.ts";

/** What ended a step. */
export type StepEnd = typeof DONE | typeof AGAIN | typeof FULL | typeof REFUSED;
/** Everything is on the wire and the lock is free. */
export const DONE = 0;
/** Progress was made and more may follow. */
export const AGAIN = 1;
/** The port takes no more at present; come back after its `dueMs`. */
export const FULL = 2;
/** The lock is another's, who goes on. */
export const REFUSED = 3;

/** Why a record was lost: overwritten before it was written, the port failed, the console's mode left it out. */
export const REASONS = ["overrun", "failed", "skipped"];
export const OVERRUN = 0;
export const FAILED = 1;
export const SKIPPED = 2;

/** What the stream was not told of yet: nothing, records that were overwritten and no others, or others as well. */
export type Untold = typeof NOTHING | typeof OVERRUNS | typeof OTHERS;
export const NOTHING = 0;
export const OVERRUNS = 1;
export const OTHERS = 2;

/** What a console needs from the hardware behind it. */
export interface Port {
  readonly name: string;
  /** Milliseconds after which a full port has room again. */
  readonly dueMs: number;
  /** The speed of the line, where there is one. */
  readonly charsPerSecond?: number;
  /**
   * Hands over as much of `text`, from `offset` on, as fits without waiting. Context: task.
   *
   * @param count - how many characters are left there.
   * @returns how many were taken; none, or less, when there is no room.
   */
  write(text: string, offset: number, count: number): number;
  /** Hands over the `count` characters from `offset` on and waits as long as that takes. For emergencies. Context: any. */
  writeAtomic(text: string, offset: number, count: number): void;
  /** Waits until the last character has left the board. For panics, which end in a reset. Context: any. */
  drainAtomic?(): void;
}

/** A console is its own lock: on a board each look into an object that lies in another one costs as much as an addition. */
export interface Console extends ConsoleLock {
  /** An offloader that writes in its own way puts its port in the place of the hardware's. */
  port: Port;
  readonly ring: RecordRing;
  readonly line: Line;
  /** Records of this level and above are left out. 8 leaves out none. */
  level: Level | 8;
  /** The record that is being written, or will be next. */
  cursor: number;
  writtenCount: number;
  /** Records left out because of their level. */
  suppressedCount: number;
  /** Records lost, by reason, and how many of them the stream has told of. */
  readonly lost: number[];
  told: number[];
  untold: Untold;
  /** What to do with a record that the port does not take at once; wait, unless given. */
  mode?: ConsoleMode;
  /** What is being written, "" at a record boundary, and how much of it the port took. */
  text: string;
  offset: number;
  /** The text's length, which costs as much to ask for as a call. */
  charCount: number;
  /** The record that was put under way last: a frame of tokens tells its time from there. */
  previous?: LogRecord;
  /** The console that is written next. */
  next: Console | undefined;
  /** Whether `text` is that of the record at the cursor, and tells of losses; an exclusive owner has texts of its own. */
  isRecord?: boolean;
  /** Runs the waiter once the lock was passed to it. */
  waiterTask?: Task;
  /** Those who asked for the console alone. */
  exclusives?: Exclusives;
}

/**
 * Fields that every turn looks at are there from the start: on a Pico a field that is missing takes 0.1 ms to be not found,
 * and one that is there 0.03.
 */
export function createConsole(
  port: Port,
  { ring, line }: Pick<Printk, "ring" | "line">,
  level: Level | 8,
): Console {
  return {
    port,
    ring,
    line,
    level,
    owner: NOBODY,
    waiter: NOBODY,
    priority: NORMAL,
    isUnsafe: false,
    handoffCount: 0,
    takeoverCount: 0,
    cursor: 0,
    writtenCount: 0,
    suppressedCount: 0,
    lost: [0, 0, 0],
    told: [0, 0, 0],
    text: "",
    offset: 0,
    charCount: 0,
    untold: NOTHING,
    next: undefined,
  };
}

/**
 * One step of `who` towards an empty ring: puts the next record under way, unless a text is, and hands the port as much
 * of it as it takes; all of it with a priority above `NORMAL`.
 *
 * Every slice of every record passes through here. So the region is entered without a call, and what is only done once a
 * record is elsewhere: a board pays for each call, and for text it skips.
 *
 * Context: task; any, with a priority above `NORMAL`.
 */
export function step(console: Console, who: Owner, priority: Priority): StepEnd {
  if (console.owner !== who && !acquire(console, who, priority)) return REFUSED;
  if (!console.text) {
    const end = beginNext(console, who);
    if (end !== FULL) return end;
  }
  if (!(console.owner === who && !console.isUnsafe && (console.isUnsafe = true))) return REFUSED;
  let count = console.charCount - console.offset;
  try {
    if (priority) console.port.writeAtomic(console.text, console.offset, count);
    else count = console.port.write(console.text, console.offset, count);
  } catch (_) {
    return endText(console, who, FAILED);
  }
  // Out of the unsafe region with `count` characters gone, unless they were the last.
  return console.owner === who &&
    console.offset + count < console.charCount &&
    ((console.isUnsafe = false), (console.offset += count), true)
    ? FULL
    : endText(console, who);
}

/** Puts the next record under way, or leaves it out, or leaves. @returns `FULL` when there is a text to write. */
function beginNext(console: Console, who: Owner): StepEnd {
  if (console.exclusives && who === EXCLUSIVE) return REFUSED;
  if (console.waiter && pass(console, who)) return REFUSED;
  const record = readFrom(console.ring, console.cursor);
  if (!record) return leave(console, who);
  record[SEQ] !== console.cursor &&
    console.owner === who &&
    (((console.lost[OVERRUN] as number) += record[SEQ] - console.cursor),
    (console.cursor = record[SEQ]),
    (console.untold = console.untold || OVERRUNS));
  if (record[SITE][LEVEL] >= console.level) {
    console.owner === who && (console.cursor++, console.suppressedCount++);
    return AGAIN;
  }
  let text: string;
  try {
    const lostCount = console.untold ? untoldCount(console, OVERRUN) : 0;
    text = console.line(record, console.ring.startTime, console.previous, lostCount);
  } catch (_) {
    return endText(console, who, FAILED);
  }
  if (console.untold === OTHERS) text = announce(console) + text;
  const charCount = text.length;
  console.owner === who &&
    ((console.text = text),
    (console.charCount = charCount),
    (console.isRecord = true),
    (console.previous = record));
  return FULL;
}

/** Frees the lock of a console that has nothing left to write, and looks again. */
export function leave(console: Console, who: Owner): StepEnd {
  pass(console, who);
  return pending(console) ? AGAIN : DONE;
}

/** Records this console has yet to deal with. */
export function pending(console: Console): number {
  return console.ring.nextSeq - console.cursor;
}

/**
 * Out of the unsafe region with the text written, and with it what it told of losses; or lost because of `reason`. A
 * text that is no record counts for nothing, and the one that comes next is a record.
 */
function endText(console: Console, who: Owner, reason?: typeof FAILED): StepEnd {
  console.owner === who &&
    ((console.isUnsafe = false),
    (console.text = ""),
    (console.offset = 0),
    console.isRecord
      ? (console.cursor++,
        reason
          ? ((console.lost[reason] as number)++, (console.untold = OTHERS))
          : (console.writtenCount++,
            console.untold && ((console.told = console.lost.slice(0)), (console.untold = NOTHING))))
      : (console.isRecord = true));
  return console.text ? FULL : AGAIN;
}

/**
 * Leaves the unsafe region of an owner that never will. The text under way begins again, and says so: nobody knows how
 * much of it left the port.
 */
export function replay(console: Console): void {
  console.isUnsafe &&
    ((console.isUnsafe = false),
    console.text &&
      ((console.text = "\r\n** replaying previous record **\r\n" + console.text),
      (console.charCount = console.text.length),
      (console.offset = 0)));
}

/** Gives the lock up, and runs the waiter if it was passed to one. @returns whether it was. */
export function pass(console: Console, who: Owner): boolean {
  if (!release(console, who)) return false;
  if (console.waiterTask) console.waiterTask.wake();
  return true;
}

/** Puts a text under way that is no record, if the lock is still `who`'s. @returns whether it was. */
export function begin(console: Console, who: Owner, text: string): boolean {
  const charCount = text.length;
  return (
    console.owner === who &&
    ((console.text = text), (console.charCount = charCount), (console.isRecord = false), true)
  );
}

/** What the stream has yet to be told of, but for what was overwritten: that is told with the record behind it. */
function announce(console: Console): string {
  let text = "";
  for (let i = FAILED; i < REASONS.length; i++) {
    const count = untoldCount(console, i);
    if (count) text += lossLine(count, i);
  }
  return text;
}

/** @param reason - an index into `REASONS`. Context: any. */
export function lossLine(count: number, reason: number): string {
  return "** " + count + " records dropped (" + REASONS[reason] + ") **\r\n";
}

/** Records lost for this reason that the stream has yet to be told of. */
function untoldCount(console: Console, reason: number): number {
  return (console.lost[reason] as number) - (console.told[reason] as number);
}
