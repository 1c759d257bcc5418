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
import { ASLEEP, type Platform } from "../platform/platform.ts";
import type { FirmwareHooks } from "../plugin.ts";
import { AGAIN, type Console, createConsole, FULL, type Port, replay, step, wakeWaiter } from "./console.ts";
import { EMERGENCY, NOBODY, NORMAL, type Owner, type Priority, release } from "./console-lock.ts";
import type { Level } from "./level.ts";
import { createRing, type RecordRing, store } from "./record-ring.ts";
import { snapshot } from "./snapshot.ts";
import { ATOMIC, DIRECT, STORE, whoWrites } from "./who-writes.ts";

export interface Printk {
  readonly platform: Platform;
  readonly ring: RecordRing;
  readonly consoles: Console[];
  /** Records of this level and above are not even stored. */
  level: Level | 8;
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
  isPanicking: boolean;
  /** Per CPU: the owner that is inside a console, and how many emergencies surround it. */
  readonly inConsole: Owner[];
  readonly emergencies: number[];
}

/** Records kept before `boot` says how many the board has room for. */
const EARLY_RECORDS_MAX = 16;
/** What a caller spends on writing its own record where no offloader does it for it. */
const DIRECT_BUDGET_MS = 1;

/** Owners of a console. An emergency is another owner in each context. */
const WRITER: Owner = 1;
const EMERGENCY_IN: Owner = 3;

export function createPrintk(platform: Platform): Printk {
  return {
    platform,
    ring: createRing(EARLY_RECORDS_MAX, platform.now),
    consoles: [],
    level: 8,
    offload: nothing,
    hasOffloader: false,
    limitedCount: 0,
    recoveredCount: 0,
    hooks: [],
    isPanicking: false,
    inConsole: [],
    emergencies: [],
  };
}

/** Stores a record and has it written. Context: any. */
export function log(printk: Printk, level: Level, facility: string, args: ArrayLike<unknown>): void {
  if (level >= printk.level) return;
  store(printk.ring, level, facility, printk.platform.context, snapshot(args));
  writeLater(printk);
}

/** Has what is stored written by whom the table says. Context: any. */
export function writeLater(printk: Printk): void {
  const { context, cpu } = printk.platform;
  const how = whoWrites(context, !!printk.inConsole[cpu], !!printk.emergencies[cpu], printk.hasOffloader);
  if (how === STORE) return;
  // Before the work, not after it: whoever dies writing leaves somebody behind (ARMED-BEFORE-WORK).
  printk.offload();
  if (how === DIRECT) flush(printk, WRITER, NORMAL, DIRECT_BUDGET_MS);
  if (how === ATOMIC) flush(printk, EMERGENCY_IN + context, EMERGENCY, 1 / 0);
}

/** Adds a console; it starts with the oldest record there is. Context: task. */
export function addConsole(printk: Printk, port: Port, level: Level | 8): Console {
  const console = createConsole(port, printk.ring, level);
  printk.consoles.push(console);
  return console;
}

/** A turn of an offloader: one bounded piece of writing. For the steps of a task. @returns as a `TaskStep`. */
export function turn(printk: Printk, budgetMs: number): number {
  recover(printk);
  return flush(printk, WRITER, NORMAL, budgetMs);
}

/** Finds an owner that died inside a console, and frees what it held. Context: task, at the start of a turn. */
export function recover(printk: Printk): void {
  const cpu = printk.platform.cpu;
  const dead = printk.inConsole[cpu];
  printk.emergencies[cpu] = 0;
  if (!dead) return;
  printk.inConsole[cpu] = NOBODY;
  printk.recoveredCount++;
  for (let i = 0; i < printk.consoles.length; i++) free(printk.consoles[i] as Console, dead);
}

function free(console: Console, dead: Owner): void {
  const lock = console.lock;
  if (lock.owner !== dead) return;
  if (lock.isUnsafe) replay(console);
  lock.isUnsafe = false;
  wakeWaiter(console, release(lock, dead));
}

/** Brings every console as far as its port and the time allow. @returns milliseconds until there is more to do. */
function flush(printk: Printk, who: Owner, priority: Priority, budgetMs: number): number {
  const platform = printk.platform;
  const cpu = platform.cpu;
  const endTime = platform.now() + budgetMs / 1000;
  let delayMs = ASLEEP;
  printk.inConsole[cpu] = who;
  for (let i = 0; i < printk.consoles.length; i++)
    delayMs = sooner(delayMs, bring(platform, printk.consoles[i] as Console, who, priority, endTime));
  printk.inConsole[cpu] = NOBODY;
  return delayMs;
}

function bring(
  platform: Platform,
  console: Console,
  who: Owner,
  priority: Priority,
  endTime: number,
): number {
  let end = step(console, who, priority);
  while (end === AGAIN && platform.now() < endTime) end = step(console, who, priority);
  return end === FULL ? console.port.dueMs : end === AGAIN ? 0 : ASLEEP;
}

/** The earlier of two delays, where `ASLEEP` is later than any. */
function sooner(delayMs: number, otherMs: number): number {
  return otherMs < 0 || (delayMs >= 0 && delayMs < otherMs) ? delayMs : otherMs;
}

function nothing(): void {}
