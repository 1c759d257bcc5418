/**
 * A place records are written to: a port, a cursor into the ring, and the lock that says who may write.
 *
 * Writing is a machine of small steps, so that any context can do a few of them and leave the rest to another. All
 * its state is here and none in the writer: whoever owns the lock goes on where the last one stopped, in the middle
 * of a record if need be. Each step makes at most one shared change, in one expression that first asks for the lock
 * (STILL-OWNER). Nothing waits: a step whose port is full says so.
 *
 * The lock is free only at a record boundary (BOUNDARY), and whoever frees it looks at the ring once more
 * (LOOK-AGAIN), because a record stored meanwhile was left to him.
 */
import type { Task } from "../platform/platform.ts";
import { ConsoleLock, type Owner, type Priority } from "./console-lock.ts";
import { formatRecord } from "./format.ts";
import type { Level } from "./level.ts";
import type { LogRecord, RecordRing } from "./record-ring.ts";

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

/** What a console needs from the hardware behind it. */
export interface Port {
  readonly name: string;
  /** Milliseconds after which a full port has room again. */
  readonly dueMs: number;
  /**
   * Hands over as much of `text`, from `offset` on, as fits without waiting. Context: task.
   *
   * @returns the number of characters taken, often 0.
   */
  write(text: string, offset: number): number;
  /** Hands over the rest of `text` and waits as long as that takes. For emergencies. Context: any. */
  writeAtomic(text: string, offset: number): void;
}

/** Returns the next text to write while a console is held exclusively, `undefined` at the end. Context: task. */
export type ExclusiveSource = () => string | undefined;

/** The one owner that writes from an `ExclusiveSource` instead of the ring. */
export const EXCLUSIVE: Owner = 2;

export class Console {
  readonly lock = new ConsoleLock();
  /** The record that is being written, or will be next. */
  nextSeq = 0;
  written = 0;
  /** Records less urgent than the console's level. */
  suppressed = 0;
  /** Records lost, by reason: overwritten before they were written; the port failed. */
  overrun = 0;
  failed = 0;
  /** Those who asked for the console, the first of them perhaps writing. */
  readonly exclusives: ExclusiveSource[] = [];
  /** Runs the waiter once it got the lock. */
  waiterTask?: Task;
  /** What is being written, "" at a record boundary, and how much of it the port took. */
  private text = "";
  private offset = 0;
  private isRecord = false;
  /** Taken from an exclusive source and not yet begun. */
  private nextExclusive?: string;
  /** Lost records not announced in the stream yet. */
  private unannounced = 0;

  /** @param level - records of this level and above are left out. 8 leaves out none. */
  constructor(
    readonly port: Port,
    private ring: RecordRing,
    public level: Level | 8,
  ) {}

  /** Records this console has yet to deal with. */
  pending(): number {
    return this.ring.nextSeq - this.nextSeq;
  }

  /** One step of `who` towards an empty ring. Context: task; any, with a priority above `NORMAL`. */
  step(who: Owner, priority: Priority): StepEnd {
    if (this.lock.owner !== who) return this.lock.acquire(who, priority) ? AGAIN : REFUSED;
    if (this.text) return this.write(who, priority);
    if (this.passOn(who)) return REFUSED;
    return this.load(who) ? AGAIN : this.finish(who);
  }

  /** Takes the console in a panic, from whoever has it. Context: panic. */
  seize(who: Owner): void {
    if (this.lock.seize(who)) this.replay();
  }

  /** Frees what `dead` held when its callback was aborted. Context: task. */
  recover(dead: Owner): void {
    if (this.lock.owner !== dead) return;
    if (dead === EXCLUSIVE) this.exclusives.shift();
    if (this.lock.isUnsafe) this.replay();
    this.lock.isUnsafe = false;
    this.lock.release(dead);
  }

  /** Starts the record under way again, and says so: nobody knows how much of it left the port. */
  private replay(): void {
    if (!this.text) return;
    this.text = "\r\n** replaying previous record **\r\n" + this.text;
    this.offset = 0;
  }

  private write(who: Owner, priority: Priority): StepEnd {
    if (!this.lock.enterUnsafe(who)) return REFUSED;
    let count = this.text.length - this.offset;
    try {
      if (priority) this.port.writeAtomic(this.text, this.offset);
      else count = this.port.write(this.text, this.offset);
    } catch (_) {
      count = -1;
    }
    return this.advance(who, count);
  }

  /** Leaves the unsafe region with `count` characters gone, or with the record lost when the port failed. */
  private advance(who: Owner, count: number): StepEnd {
    this.lock.owner === who &&
      ((this.lock.isUnsafe = false),
      (count >= 0 && (this.offset += count) < this.text.length) ||
        ((this.text = ""),
        (this.offset = 0),
        this.isRecord && (this.nextSeq++, count < 0 ? this.failed++ : this.written++)));
    return this.text ? FULL : AGAIN;
  }

  /** Finds the next text. @returns false when there is none. */
  private load(who: Owner): boolean {
    return who === EXCLUSIVE ? this.loadExclusive() : this.loadRecord(who);
  }

  private loadRecord(who: Owner): boolean {
    const record = this.ring.read(this.nextSeq);
    if (!record) return false;
    const lost = record.seq - this.nextSeq;
    const isWanted = record.level < this.level;
    const text = isWanted ? announce(this.unannounced + lost) + formatRecord(record, this.ring.bootTime) : "";
    this.lock.owner === who &&
      ((this.overrun += lost),
      isWanted
        ? ((this.text = text), (this.isRecord = true), (this.nextSeq = record.seq), (this.unannounced = 0))
        : ((this.nextSeq = record.seq + 1), this.suppressed++, (this.unannounced += lost)));
    return true;
  }

  private loadExclusive(): boolean {
    this.nextExclusive = this.nextExclusive || this.pullExclusive();
    if (!this.nextExclusive) this.exclusives.shift();
    else
      this.lock.owner === EXCLUSIVE &&
        ((this.text = this.nextExclusive), (this.isRecord = false), (this.nextExclusive = undefined));
    return this.exclusives.length > 0;
  }

  private pullExclusive(): string | undefined {
    const source = this.exclusives[0];
    try {
      return source && source();
    } catch (_) {
      return undefined;
    }
  }

  private finish(who: Owner): StepEnd {
    this.passOn(who) || this.lock.release(who);
    return this.pending() ? AGAIN : DONE;
  }

  private passOn(who: Owner): boolean {
    const isPassed = this.lock.handoff(who);
    if (isPassed && this.waiterTask) this.waiterTask.wake();
    return isPassed;
  }
}

function announce(lost: number): string {
  return lost ? "** " + lost + " records dropped (overrun) **\r\n" : "";
}
