/**
 * A console to oneself, for what must come out in one piece: `dmesg`, a prompt, an interactive tool.
 *
 * Who asks becomes the waiter and gets the console at the next record boundary, in a flood too, because the owner looks
 * for a waiter after each record. Records logged meanwhile wait in the ring. Nothing blocks: the texts come from a
 * source and go out as the port takes them.
 */
import { ASLEEP } from "../platform/platform.ts";
import { begin, type Console, FULL, REFUSED, wakeWaiter, writeSlice } from "./console.ts";
import { acquire, NOBODY, NORMAL, type Owner, release, tryWait } from "./console-lock.ts";
import { type CpuState, type Printk, recover } from "./printk.ts";

/** Returns the next text, `undefined` at the end. One that throws or dies has ended. Context: task. */
export type ExclusiveSource = () => string | undefined;

/** Those who asked for one console, the first of them perhaps writing. */
export interface Exclusives {
  readonly sources: ExclusiveSource[];
  /** Taken from the first source and not yet begun: an emergency may come in between. */
  next?: string;
  /** Set while a source runs: found set by a later turn, it tells that the source died. */
  isPulling: boolean;
}

const EXCLUSIVE: Owner = 2;

/** Gives `source` the console as soon as the record under way is out, until it ends. Context: task. */
export function exclusive(printk: Printk, console: Console, source: ExclusiveSource): void {
  const asked = console.exclusives || open(printk, console);
  asked.sources.push(source);
  if (console.waiterTask) console.waiterTask.wake();
}

function open(printk: Printk, console: Console): Exclusives {
  const asked: Exclusives = { sources: [], isPulling: false };
  console.exclusives = asked;
  console.waiterTask = printk.platform.spawn(() => turn(printk, console, asked));
  return asked;
}

function turn(printk: Printk, console: Console, asked: Exclusives): number {
  const lock = console.lock;
  const cpu = recover(printk);
  if (asked.isPulling) asked.sources.shift();
  asked.isPulling = false;
  if (!asked.sources.length && lock.owner !== EXCLUSIVE) return ASLEEP;
  if (!acquire(lock, EXCLUSIVE, NORMAL))
    return tryWait(lock, EXCLUSIVE) || lock.waiter === EXCLUSIVE ? ASLEEP : 0;
  return write(printk, cpu, console, asked);
}

/** Writes what the port takes. @returns milliseconds until it takes more, or `ASLEEP` at the end. */
function write(printk: Printk, cpu: CpuState, console: Console, asked: Exclusives): number {
  cpu.inConsole = EXCLUSIVE;
  let delayMs = ASLEEP;
  while (delayMs < 0 && (console.text || beginNext(console, asked))) {
    const end = writeSlice(console, EXCLUSIVE, NORMAL);
    if (end === FULL) delayMs = console.port.dueMs;
    if (end === REFUSED) delayMs = 0;
  }
  cpu.inConsole = NOBODY;
  if (delayMs < 0) {
    wakeWaiter(console, release(console.lock, EXCLUSIVE));
    printk.offload();
  }
  return delayMs;
}

/** Takes the next text from the sources. @returns false when there is none. */
function beginNext(console: Console, asked: Exclusives): boolean {
  while (asked.next === undefined && asked.sources.length) pull(asked);
  if (asked.next === undefined) return false;
  if (begin(console, EXCLUSIVE, asked.next, false)) asked.next = undefined;
  return true;
}

function pull(asked: Exclusives): void {
  asked.isPulling = true;
  try {
    asked.next = (asked.sources[0] as ExclusiveSource)();
  } catch (_) {}
  asked.isPulling = false;
  if (asked.next === undefined) asked.sources.shift();
}
