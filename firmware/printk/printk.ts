/**
 * The heart: store a record first, then see to it that somebody writes it.
 *
 * `log` checks the level, stores the record and returns. Who writes it is decided by one table (`who-writes.ts`);
 * whoever does runs the consoles' steps. All of it works on a machine where an interrupt that logs may come before
 * any statement, and where a callback may die in the middle: whoever begins to write is noted first, and the next
 * turn of the event loop, which cannot begin while he is alive, cleans up after him (DEAD-OWNER).
 */
import { ASLEEP, type Platform, type Task } from "../platform/platform.ts";
import { AGAIN, Console, EXCLUSIVE, type ExclusiveSource, FULL, type Port, REFUSED } from "./console.ts";
import { EMERGENCY, NOBODY, NORMAL, type Owner, type Priority } from "./console-lock.ts";
import type { Level } from "./level.ts";
import { RecordRing } from "./record-ring.ts";
import { snapshot } from "./snapshot.ts";
import { ATOMIC, DIRECT, STORE, whoWrites } from "./who-writes.ts";

/** Records kept before `boot` says how many the board has room for. */
const EARLY_RECORDS_MAX = 16;
/** What a caller spends on writing its own record where no offloader does it for it. */
const DIRECT_BUDGET_MS = 1;

/** The owners of a console; `EXCLUSIVE` is another. An emergency is a different owner in each context. */
const WRITER: Owner = 1;
const EMERGENCY_IN: Owner = 3;

export class Printk {
  readonly ring: RecordRing;
  readonly consoles: Console[] = [];
  /** Records of this level and above are not even stored. */
  level: Level | 8 = 8;
  /** Owners found dead in the middle of their work. */
  recovered = 0;
  /** Has records written in a turn of its own. Context: any. */
  offload: () => void = nothing;
  /** Whether `offload` is a plugin's, so that callers need not write themselves. */
  hasOffloader = false;
  /** Per CPU: the owner that is inside a console, and how many emergencies surround it. */
  private inConsole: Owner[] = [];
  private emergencies: number[] = [];

  constructor(readonly platform: Platform) {
    this.ring = new RecordRing(EARLY_RECORDS_MAX, platform.now);
  }

  /** Stores a record and has it written. Context: any. */
  log(level: Level, facility: string, args: ArrayLike<unknown>): void {
    if (level >= this.level) return;
    this.ring.store(level, facility, this.platform.context, snapshot(args));
    this.writeLater();
  }

  /** Appends to the caller's last record while nobody has read it; else stores a record. Context: any. */
  cont(level: Level, facility: string, args: ArrayLike<unknown>): void {
    if (level >= this.level) return;
    const context = this.platform.context;
    const kept = snapshot(args);
    if (!this.ring.extend(facility, context, kept)) this.ring.store(level, facility, context, kept);
    this.writeLater();
  }

  /** Adds a console; it starts with the oldest record there is. Context: task. */
  addConsole(port: Port, level: Level | 8): Console {
    const console = new Console(port, this.ring, level);
    this.consoles.push(console);
    return console;
  }

  /** A turn of an offloader: one bounded piece of writing. For the steps of a task. @returns as a `TaskStep`. */
  turn(budgetMs: number): number {
    this.recover();
    return this.flush(WRITER, NORMAL, budgetMs);
  }

  /** Runs `fn`; what it logs is on the wire when it returns, and everything older too. Context: task or IRQ. */
  emergency(fn: () => void): void {
    const cpu = this.platform.cpu;
    this.emergencies[cpu] = (this.emergencies[cpu] || 0) + 1;
    try {
      fn();
    } finally {
      (this.emergencies[cpu] as number)--;
    }
  }

  /** See `Firmware.exclusive`. */
  exclusive(console: Console, source: ExclusiveSource): void {
    console.waiterTask = console.waiterTask || this.exclusiveTask(console);
    console.exclusives.push(source);
    console.waiterTask.wake();
  }

  private writeLater(): void {
    const platform = this.platform;
    const cpu = platform.cpu;
    const how = whoWrites(
      platform.context,
      !!this.inConsole[cpu],
      !!this.emergencies[cpu],
      this.hasOffloader,
    );
    if (how === STORE) return;
    // Before the work, not after it: whoever dies writing leaves somebody behind (ARMED-BEFORE-WORK).
    this.offload();
    if (how === DIRECT) this.flush(WRITER, NORMAL, DIRECT_BUDGET_MS);
    else if (how === ATOMIC) this.flush(EMERGENCY_IN + platform.context, EMERGENCY, 1 / 0);
  }

  /** Brings every console as far as its port and the time allow. @returns milliseconds until there is more to do. */
  private flush(who: Owner, priority: Priority, budgetMs: number): number {
    const cpu = this.platform.cpu;
    const endTime = this.platform.now() + budgetMs / 1000;
    let delayMs = ASLEEP;
    this.inConsole[cpu] = who;
    for (let i = 0; i < this.consoles.length; i++)
      delayMs = sooner(delayMs, this.advance(this.consoles[i] as Console, who, priority, endTime));
    this.inConsole[cpu] = NOBODY;
    return delayMs;
  }

  private advance(console: Console, who: Owner, priority: Priority, endTime: number): number {
    let end = console.step(who, priority);
    while (end === AGAIN && this.platform.now() < endTime) end = console.step(who, priority);
    return end === FULL ? console.port.dueMs : end === AGAIN ? 0 : ASLEEP;
  }

  /** The task that waits for a console and writes what the exclusive sources say. */
  private exclusiveTask(console: Console): Task {
    return this.platform.spawn(() => {
      this.recover();
      const isDone = this.writeExclusive(console);
      if (isDone) this.offload();
      return isDone || console.lock.waiter === EXCLUSIVE ? ASLEEP : console.port.dueMs;
    });
  }

  /** @returns true when all sources are exhausted and the lock is passed on. */
  private writeExclusive(console: Console): boolean {
    const cpu = this.platform.cpu;
    this.inConsole[cpu] = EXCLUSIVE;
    while (console.exclusives.length || console.lock.owner === EXCLUSIVE) {
      if (console.lock.tryWait(EXCLUSIVE)) break;
      const end = console.step(EXCLUSIVE, NORMAL);
      if (end === FULL || end === REFUSED) break;
    }
    this.inConsole[cpu] = NOBODY;
    return console.lock.owner !== EXCLUSIVE && console.lock.waiter !== EXCLUSIVE;
  }

  /** Finds an owner that died inside a console, and frees what it held. Context: task, at the start of a turn. */
  private recover(): void {
    const cpu = this.platform.cpu;
    const dead = this.inConsole[cpu];
    this.emergencies[cpu] = 0;
    if (!dead) return;
    this.inConsole[cpu] = NOBODY;
    this.recovered++;
    for (let i = 0; i < this.consoles.length; i++) (this.consoles[i] as Console).recover(dead);
  }
}

/** The earlier of two delays, where `ASLEEP` is later than any. */
function sooner(delayMs: number, otherMs: number): number {
  return otherMs < 0 || (delayMs >= 0 && delayMs < otherMs) ? delayMs : otherMs;
}

function nothing(): void {}
