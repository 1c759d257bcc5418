/**
 * Knowing that what was said is out: handed to every port, that is, whose transmit buffer may still hold its last
 * characters. A console whose host is away is never done.
 */
import { ASLEEP, PANIC } from "../platform/platform.ts";
import { AGAIN, type Console, pass, step } from "./console.ts";
import { EMERGENCY, NOBODY, type Owner } from "./console-lock.ts";
import type { Printk } from "./printk.ts";

/** How often it is looked whether everything is out, in milliseconds. */
const LOOK_MS = 5;

/** Owners of a console, another in each context: an interrupt may flush while a task does. */
const FLUSHER_IN: Owner = 6;

/**
 * Calls `then` when every console is done with the records before `seq`, or when `timeoutMs` are over.
 *
 * Context: task.
 *
 * @param seq - those logged so far, unless given.
 * @param then - told whether everything is out. Context: task.
 */
export function whenFlushed(
  printk: Printk,
  seq: number | undefined,
  timeoutMs: number,
  then: (isFlushed: boolean) => void,
): void {
  const { platform, ring } = printk;
  if (printk.collect) printk.collect();
  const endSeq = seq === undefined ? ring.nextSeq : seq;
  const endTime = platform.now() + timeoutMs / 1000;
  let isTold = false;
  platform
    .spawn(() => {
      if (isTold) return ASLEEP;
      const isDone = isWritten(printk, endSeq);
      if (!isDone && platform.now() < endTime) return LOOK_MS;
      isTold = true;
      then(isDone);
      return ASLEEP;
    })
    .wake();
}

/**
 * Writes the records before `seq`, waiting for the ports, and returns whether they are out; one that is yet to come is
 * not. The time is looked at between records.
 *
 * Context: task or IRQ. In an interrupt that came inside a driver nothing is written; in a panic nothing needs to be.
 *
 * @param seq - those logged so far, unless given.
 */
export function flushedNow(printk: Printk, seq: number | undefined, timeoutMs: number): boolean {
  const { platform, ring } = printk;
  const { local } = platform;
  if (printk.collect) printk.collect();
  const endSeq = seq === undefined ? ring.nextSeq : seq;
  const endTime = platform.now() + timeoutMs / 1000;
  const who = FLUSHER_IN + platform.context;
  // Before the work, not after it: whoever dies writing leaves somebody behind (ARMED-BEFORE-WORK).
  printk.offload();
  if (platform.context !== PANIC && !local.inConsole && (local.inConsole = who)) {
    for (let console = printk.console; console; console = console.next)
      writeUpTo(console, who, endSeq, platform.now, endTime);
    local.inConsole = NOBODY;
  }
  return isWritten(printk, endSeq);
}

function writeUpTo(console: Console, who: Owner, endSeq: number, now: () => number, endTime: number): void {
  while (console.cursor < endSeq && now() < endTime && step(console, who, EMERGENCY) === AGAIN);
  pass(console, who);
}

function isWritten(printk: Printk, endSeq: number): boolean {
  for (let console = printk.console; console; console = console.next)
    if (console.cursor < endSeq) return false;
  return true;
}
