/**
 * The heart: store a record first, then see to it that somebody writes it.
 *
 * `log` checks the level, stores the record and returns. Who writes it is decided by one table (`who-writes.ts`);
 * whoever does runs the consoles' steps. All of it works on a machine where an interrupt that logs may come before
 * any statement, and where a callback may die in the middle: whoever begins to write is noted first, and the next
 * turn of the event loop, which cannot begin while he is alive, cleans up after him (DEAD-OWNER).
 *
 * Functions over plain records instead of methods: on the board a method call costs twice a function call, and what
 * an application does not use falls out of its bundle.
 */
import { ASLEEP, type CpuState, type Platform } from "../platform/platform.ts";
import type { FirmwareHooks } from "../plugin.ts";
import {
  AGAIN,
  type Console,
  createConsole,
  FULL,
  type Port,
  pass,
  replay,
  type StepEnd,
  step,
} from "./console.ts";
import { NOBODY, NORMAL, type Owner } from "./console-lock.ts";
import type { Urgency } from "./emergency.ts";
import type { Level } from "./level.ts";
import type { ConsoleMode } from "./mode.ts";
import type { LogRecord, Site } from "./record.ts";
import { createRing, type RecordRing, store } from "./record-ring.ts";
import { snapshot } from "./snapshot.ts";
import type { Books } from "./stats.ts";
import { ATOMIC, DIRECT, STORE, whoWrites } from "./who-writes.ts";

export interface Printk {
  readonly platform: Platform;
  readonly ring: RecordRing;
  /** The first of the consoles; each knows the next. */
  console?: Console;
  /** How records are written, on every console. */
  line: Line;
  /** What names the dictionary that explains them, if they are tokens. */
  hash?: string;
  /** Has records written in a turn of its own. Context: any. */
  offload: () => void;
  /** Whether `offload` is a plugin's, so that callers need not write themselves. */
  hasOffloader: boolean;
  /** Calls that a rate limit kept from becoming records. */
  limitedCount: number;
  /** Owners found dead in the middle of their work. */
  recoveredCount: number;
  /** What the plugins want to be called for, in the order of the list. */
  readonly hooks: FirmwareHooks[];
  isPanicking?: boolean;
  /** Set by the first emergency. */
  urgency?: Urgency;
  /**
   * Makes records of what is kept elsewhere, for one who is about to write at once; during an emergency or a panic nothing
   * more is kept there. Context: any.
   */
  collect?: () => void;
  /** Enters into the books what never was in the ring. Context: task. */
  audit?: (books: Books) => void;
}

/**
 * Makes what goes over the wire of a record. Context: any.
 *
 * @param previous - what the same console wrote before it.
 * @param lostCount - records that were overwritten in between, which it tells of.
 */
export type Line = (record: LogRecord, startTime: number, previous?: LogRecord, lostCount?: number) => string;

/** Records kept before `boot` says how many the board has room for. */
const EARLY_RECORDS_MAX = 16;
/** Records after which an offloader that is at work is told of them again, should it have died. */
const QUIET_RECORDS = 32;

/** Who owns a console in a turn. */
const WRITER: Owner = 1;

export function createPrintk(platform: Platform): Printk {
  return {
    platform,
    ring: createRing(EARLY_RECORDS_MAX, platform.now),
    line: nothing as unknown as Line,
    offload: nothing,
    hasOffloader: false,
    limitedCount: 0,
    recoveredCount: 0,
    hooks: [],
  };
}

/** Stores a record of what a call was given, and has it written. Context: any. */
export function log(printk: Printk, site: Site, args: ArrayLike<unknown>): void {
  say(printk, site, snapshot(args));
}

/** Stores a record with the values that the text of its site is made from, and has it written. Context: any. */
export function say(printk: Printk, site: Site, value?: unknown, value2?: unknown): void {
  store(printk.ring, printk.platform.context, site, value, value2);
  // An offloader that is at work need not be told of every record.
  printk.ring.nextSeq < printk.ring.quietSeq || writeLater(printk);
}

/** Has what is stored written by whom the table says. Context: any. */
export function writeLater(printk: Printk): void {
  const { context, local } = printk.platform;
  const emergencies = printk.urgency ? local.emergencies : 0;
  const how = whoWrites(context, local.inConsole, emergencies, printk.hasOffloader);
  if (how === STORE) return;
  // Before the work, not after it: whoever dies writing leaves somebody behind (ARMED-BEFORE-WORK).
  printk.offload();
  if (printk.hasOffloader && !(printk.urgency && printk.urgency.count))
    printk.ring.quietSeq = printk.ring.nextSeq + QUIET_RECORDS;
  if (how === DIRECT) turn(printk);
  if (how === ATOMIC && printk.urgency) printk.urgency.write(printk, context);
}

/** Adds a console; it starts with the oldest record there is. Context: task. */
export function addConsole(printk: Printk, port: Port, level: Level | 8): Console {
  const console = createConsole(port, printk, level);
  let last = printk.console;
  while (last && last.next) last = last.next;
  if (last) last.next = console;
  else printk.console = console;
  if (printk.collect) printk.collect();
  return console;
}

/**
 * A turn of an offloader: one bounded piece of writing on each console. For the steps of a task, or a task that logs.
 *
 * @returns as a `TaskStep`.
 */
export function turn(printk: Printk): number {
  const { ring } = printk;
  const { local } = printk.platform;
  if (local.inConsole || (printk.urgency && local.emergencies)) recover(printk, local);
  const seenSeq = ring.nextSeq;
  // An interrupt may have died in a console since: the next turn finds it.
  if (local.inConsole || !(local.inConsole = WRITER)) return 0;
  let delayMs = ASLEEP;
  for (let console = printk.console; console; console = console.next) {
    let end = step(console, WRITER, NORMAL);
    // The end of a record leaves room for the beginning of the next.
    if (end === AGAIN) end = step(console, WRITER, NORMAL);
    if (end === FULL && console.mode) end = takeMode(console, WRITER, console.mode);
    if (end === AGAIN) delayMs = 0;
    else if (end === FULL && (delayMs < 0 || console.port.dueMs < delayMs)) delayMs = console.port.dueMs;
  }
  local.inConsole = NOBODY;
  if (delayMs !== ASLEEP) return delayMs;
  // Who logs from here on tells us; who did before has been seen, or is now (LOOK-AGAIN).
  ring.quietSeq = 0;
  return ring.nextSeq === seenSeq ? ASLEEP : 0;
}

/**
 * Frees what an owner held that died inside a console; such a one is noted at the start of a turn. Frees first and forgets
 * last: one that dies in here is found again, and so is an interrupt that died meanwhile. Context: task.
 */
export function recover(printk: Printk, local: CpuState): void {
  const dead = local.inConsole;
  for (let console = printk.console; console; console = console.next)
    if (console.isUnsafe || console.owner === dead) {
      replay(console);
      pass(console, console.owner);
    }
  local.inConsole === dead &&
    (printk.urgency && ((printk.urgency.count -= local.emergencies), (local.emergencies = 0)),
    (local.inConsole = NOBODY),
    printk.recoveredCount++);
}

/** What the console's mode makes of a record that the port has not taken whole. */
function takeMode(console: Console, who: Owner, mode: ConsoleMode): StepEnd {
  mode(console, who);
  return console.text ? FULL : AGAIN;
}

/** What has records written before `boot`. */
export function nothing(): void {}
