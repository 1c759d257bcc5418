import type { Lab } from "./lab.ts";
import type { LabConsole } from "./lab-console.ts";
import type { Code } from "./machine/code.ts";
import type { Context, Task } from "./machine/context.ts";
import type { LabParams } from "./params.ts";

/** An answer to "who prints?". Everything below is simulated code, run by the context that is handed in. */
export interface Scheme {
  /** Record `seq` has just been stored. Context: any. */
  printk(context: Context, seq: number): Code;
  /** Record `seq` is in the log, and nobody has been asked to write it. */
  stored?(seq: number): void;
  /** Everything before `seq` was printed in the past. */
  skipTo?(seq: number): void;
  /** `console_lock()` and `console_unlock()`, for tasks that want the consoles for themselves. */
  consoleLock(task: Task): Code;
  consoleUnlock(task: Task): Code;
  /** Everything that is pending, by the CPU that panics, the others being stopped. */
  panicFlush(context: Context): Code;
  /** What a caller that is about to reset the machine can do for its last words; nothing, in most schemes. */
  flushBeforeReset?(context: Context): Code;
  /** Around messages that must not wait for a thread. */
  emergencyBegin?(context: Context): Code;
  emergencyEnd?(context: Context): Code;
  /** A console appears and is shown what the ring still has. */
  register(task: Task, console: LabConsole): Code;
  /** Consoles come back from suspend. */
  resume(task: Task): Code;
  /** Adds what only the scheme knows to the lab's counters, when the run is over. */
  close?(): void;
}

export type SchemeFactory = (lab: Lab) => Scheme;

/** What a scheme has, for scenarios that only mean something where it is there. */
export type Trait = "waiter" | "thread" | "budget" | "emergency" | "sem" | "lockless-ring" | "priorities";

export interface SchemeEntry {
  readonly name: string;
  /** One line for people: who proposed it, where it went. */
  readonly summary: string;
  readonly traits: readonly Trait[];
  /** Where this scheme's usual form differs from the defaults. */
  readonly params?: Partial<LabParams>;
  readonly create: SchemeFactory;
}
