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
import {
  AGAIN,
  type Console,
  createConsole,
  FULL,
  leave,
  type Port,
  pass,
  pending,
  replay,
  step,
  writeSlice,
} from "./console.ts";
import { EMERGENCY, NOBODY, NORMAL, type Owner, type Priority } from "./console-lock.ts";
import type { Level } from "./level.ts";
import type { LogRecord, Site } from "./record.ts";
import { createRing, type RecordRing, store } from "./record-ring.ts";
import { snapshot } from "./snapshot.ts";
import { ATOMIC, DIRECT, STORE, whoWrites } from "./who-writes.ts";

export interface Printk {
  readonly platform: Platform;
  readonly ring: RecordRing;
  /** The first of the consoles; each knows the next. */
  console?: Console;
  /** The only console, while a text is under way on it that needs nothing but slices. */
  current?: Console;
  /** How records are written, on every console. */
  line: Line;
  /** How losses are told, on every console. */
  loss: Loss;
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
  readonly cpus: CpuState[];
  /** Emergencies under way, on all CPUs. */
  emergencyCount: number;
}

/**
 * Makes what goes over the wire of a record. Context: any.
 *
 * @param previous - what the same console wrote before it.
 * @param lostCount - records that were overwritten in between, as the stream says right before this one.
 */
export type Line = (record: LogRecord, startTime: number, previous?: LogRecord, lostCount?: number) => string;

/**
 * Tells of `count` records that were lost. Context: any.
 *
 * @param reason - an index into `REASONS` of `console.ts`.
 */
export type Loss = (count: number, reason: number) => string;

/** What one CPU is doing. */
export interface CpuState {
  /** The owner that is inside a console. */
  inConsole: Owner;
  /** How many emergencies surround what runs. */
  emergencies: number;
}

/** Records kept before `boot` says how many the board has room for. */
const EARLY_RECORDS_MAX = 16;
/** What a caller spends on writing its own record where no offloader does it for it. */
const DIRECT_BUDGET_MS = 1;
/** Records after which an offloader that is at work is told of them again, should it have died. */
const CREDIT = 32;

/** Owners of a console. An emergency is another owner in each context. */
const WRITER: Owner = 1;
const EMERGENCY_IN: Owner = 3;

export function createPrintk(platform: Platform): Printk {
  return {
    platform,
    ring: createRing(EARLY_RECORDS_MAX, platform.now),
    line: nothing as unknown as Line,
    loss: nothing as unknown as Loss,
    offload: nothing,
    hasOffloader: false,
    limitedCount: 0,
    recoveredCount: 0,
    hooks: [],
    cpus: [],
    emergencyCount: 0,
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
  printk.ring.credit-- > 0 || writeLater(printk);
}

/** Has what is stored written by whom the table says. Context: any. */
export function writeLater(printk: Printk): void {
  const { context } = printk.platform;
  const cpu = thisCpu(printk);
  const how = whoWrites(context, cpu.inConsole, cpu.emergencies, printk.hasOffloader);
  if (how === STORE) return;
  // Before the work, not after it: whoever dies writing leaves somebody behind (ARMED-BEFORE-WORK).
  printk.offload();
  if (printk.hasOffloader && !printk.emergencyCount) printk.ring.credit = CREDIT;
  if (how === DIRECT) flush(printk, cpu, WRITER, NORMAL, DIRECT_BUDGET_MS);
  if (how === ATOMIC) flush(printk, cpu, EMERGENCY_IN + context, EMERGENCY, 1 / 0);
}

/** Adds a console; it starts with the oldest record there is. Context: task. */
export function addConsole(printk: Printk, port: Port, level: Level | 8): Console {
  const console = createConsole(port, printk, level);
  let last = printk.console;
  while (last && last.next) last = last.next;
  if (last) last.next = console;
  else printk.console = console;
  return console;
}

/**
 * A turn of an offloader: one bounded piece of writing. For the steps of a task.
 *
 * Most turns only write a slice of a text that stays under way; they ask for nothing else. The region they enter says
 * whether one of them died in it, so they need not be noted as being in the console.
 *
 * @returns as a `TaskStep`.
 */
export function turn(printk: Printk, budgetMs: number): number {
  const { current, ring } = printk;
  if (current && current.text && writeSlice(current, WRITER, NORMAL) === FULL) return current.port.dueMs;
  const cpu = recover(printk);
  printk.current = undefined;
  const seenSeq = ring.nextSeq;
  // A text that ends has used up its turn, unless nothing follows it.
  const delayMs =
    current && !current.text
      ? pending(current) || leave(current, WRITER)
        ? 0
        : ASLEEP
      : flush(printk, cpu, WRITER, NORMAL, budgetMs);
  if (delayMs !== ASLEEP) return delayMs;
  // Who logs from here on tells us; who did before has been seen, or is now (LOOK-AGAIN).
  ring.credit = 0;
  return ring.nextSeq === seenSeq ? ASLEEP : 0;
}

/**
 * Finds an owner that died inside a console, and frees what it held. Who wrote but a further slice is noted nowhere else
 * than in the only console's lock. Context: task, at the start of a turn.
 */
export function recover(printk: Printk): CpuState {
  const cpu = thisCpu(printk);
  const { console } = printk;
  if (cpu.inConsole || cpu.emergencies || (console && console.lock.isUnsafe)) bury(printk, cpu);
  return cpu;
}

export function thisCpu(printk: Printk): CpuState {
  const id = printk.platform.cpu;
  return printk.cpus[id] || (printk.cpus[id] = { inConsole: NOBODY, emergencies: 0 });
}

/** Frees first and forgets last: one that dies in here is found again, and so is an interrupt that died meanwhile. */
function bury(printk: Printk, cpu: CpuState): void {
  const dead = cpu.inConsole;
  for (let console = printk.console; console; console = console.next) {
    const { lock } = console;
    if (lock.isUnsafe || lock.owner === dead) {
      replay(console);
      pass(console, lock.owner);
    }
  }
  cpu.inConsole === dead &&
    ((printk.emergencyCount -= cpu.emergencies),
    (cpu.emergencies = cpu.inConsole = NOBODY),
    printk.recoveredCount++);
}

/**
 * Brings every console as far as its port and the time allow. The time is looked at between records only: a record that
 * was formatted has its first slice written in the same turn. What is logged meanwhile is left to the next, so that a port
 * that logs what it does cannot keep an emergency, which has all the time there is, for ever.
 *
 * @returns milliseconds until there is more to do, or `ASLEEP`.
 */
function flush(printk: Printk, cpu: CpuState, who: Owner, priority: Priority, budgetMs: number): number {
  // Somebody else that is noted has died, if this is not an interrupt: the next turn finds him.
  if (cpu.inConsole || !(cpu.inConsole = who)) return 0;
  const now = printk.platform.now;
  const endTime = now() + budgetMs / 1000;
  const endSeq = printk.ring.nextSeq;
  let delayMs = ASLEEP;
  let { console } = printk;
  while (console) {
    let end = step(console, who, priority);
    while (
      end === AGAIN &&
      (console.text || !pending(console) || (console.nextSeq < endSeq && now() < endTime))
    )
      end = console.text && !console.mode ? writeSlice(console, who, priority) : step(console, who, priority);
    if (end === FULL) {
      if (delayMs < 0 || console.port.dueMs < delayMs) delayMs = console.port.dueMs;
      if (!console.mode && !(printk.console as Console).next) printk.current = console;
    } else if (end === AGAIN) delayMs = 0;
    if (priority) leave(console, who);
    console = console.next;
  }
  cpu.inConsole = NOBODY;
  return delayMs;
}

/** What has records written before `boot`. */
export function nothing(): void {}
