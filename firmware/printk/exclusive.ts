/**
 * A console to oneself, for what must come out in one piece: `dmesg`, a prompt, an interactive tool.
 *
 * Who asks becomes the waiter and gets the console at the next record boundary, in a flood too, because the owner looks
 * for a waiter after each record. Records logged meanwhile wait in the ring. Nothing blocks: the texts come from a
 * source and go out as the port takes them.
 */
import { ASLEEP, type Task } from "../platform/platform.ts";
import { begin, type Console, FULL, pass, REFUSED, step } from "./console.ts";
import { acquire, EXCLUSIVE, NOBODY, NORMAL, tryWait } from "./console-lock.ts";
import { type Printk, recover } from "./printk.ts";

/** Returns the next text, `undefined` at the end. One that throws or dies has ended. Context: task. */
export type ExclusiveSource = () => string | undefined;

/** Those who asked for one console, the first of them perhaps writing. */
export interface Exclusives {
  readonly sources: ExclusiveSource[];
  /** Taken from the first source and not yet begun: an emergency may come in between. */
  next?: string;
  /** Wakes who waits or writes, in case that nobody else does. */
  readonly guard: Task;
  /** Set while a source runs: found set by a later turn, it tells that the source died. */
  isPulling: boolean;
}

/** How often it is looked after who waits or writes, in ms. */
const LOOK_MS = 20;

/** Gives `source` the console as soon as the record under way is out, until it ends. Context: task. */
export function exclusive(printk: Printk, console: Console, source: ExclusiveSource): void {
  const asked = console.exclusives || open(printk, console);
  asked.sources.push(source);
  if (printk.collect) printk.collect();
  asked.guard.wake();
}

function open(printk: Printk, console: Console): Exclusives {
  const waiterTask = printk.platform.spawn(() => turn(printk, console, asked));
  const guard = printk.platform.spawn(() => lookAfter(waiterTask, console, asked));
  const asked: Exclusives = { sources: [], isPulling: false, guard };
  console.waiterTask = waiterTask;
  console.exclusives = asked;
  return asked;
}

/** Wakes the waiter, who may not know that he is the owner, or may have died: the others cannot, and the console is his. */
function lookAfter(waiterTask: Task, console: Console, asked: Exclusives): number {
  if (isOver(console, asked)) return ASLEEP;
  waiterTask.wake();
  return LOOK_MS;
}

/** Whether nobody writes or waits. */
export function isOver(console: Console, asked: Exclusives): boolean {
  return !asked.sources.length && console.owner !== EXCLUSIVE;
}

function turn(printk: Printk, console: Console, asked: Exclusives): number {
  const { local } = printk.platform;
  if (local.inConsole || (printk.urgency && local.emergencies)) recover(printk, local);
  asked.isPulling && ((asked.isPulling = false), asked.sources.shift());
  if (isOver(console, asked)) return ASLEEP;
  if (!acquire(console, EXCLUSIVE, NORMAL))
    return tryWait(console, EXCLUSIVE) || console.waiter === EXCLUSIVE ? ASLEEP : 0;
  return write(printk, console, asked);
}

/** Writes what the port takes. @returns milliseconds until it takes more, or `ASLEEP` at the end. */
function write(printk: Printk, console: Console, asked: Exclusives): number {
  const { local } = printk.platform;
  if (local.inConsole || !(local.inConsole = EXCLUSIVE)) return 0;
  let delayMs = ASLEEP;
  while (delayMs < 0 && (console.text || beginNext(console, asked))) {
    const end = step(console, EXCLUSIVE, NORMAL);
    if (end === FULL) delayMs = console.port.dueMs;
    if (end === REFUSED) delayMs = 0;
  }
  local.inConsole = NOBODY;
  if (delayMs < 0) {
    printk.offload();
    pass(console, EXCLUSIVE);
  }
  return delayMs;
}

/** Takes the next text from the sources. @returns false when there is none. */
function beginNext(console: Console, asked: Exclusives): boolean {
  while (asked.next === undefined && asked.sources.length) pull(asked);
  if (asked.next === undefined) return false;
  if (begin(console, EXCLUSIVE, asked.next)) asked.next = undefined;
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
