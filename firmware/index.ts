/** The surface for applications and plugins. The only barrel. */
import type { LinkedBoard } from "./board.ts";
import { bootFirmware } from "./boot.ts";
import type { FirmwarePlugin } from "./plugin.ts";
import { emergencySection } from "./printk/emergency.ts";
import { flushedNow, whenFlushed } from "./printk/flushed.ts";
import { Logger } from "./printk/logger.ts";
import { panicOn } from "./printk/panic.ts";
import { platform, printk } from "./singleton.ts";

/** Logs without a facility; `pr.child("net")` logs with one. May be used before `boot`. Context: any. */
export const pr = new Logger(printk, "");

/** Starts the firmware with its plugins. Context: task, once. */
export function boot(board: LinkedBoard, plugins: readonly FirmwarePlugin[]): void {
  bootFirmware(printk, board, plugins);
}

/** Wraps the handler of an interrupt: `setWatch(irq((edge) => …), BTN, …)`. What it logs is marked `[C]`. */
export const irq = platform.asInterrupt;

/** Runs `fn`; what it logs is on the wire when it returns, and everything before it. Blocks. Context: any. */
export function emergency(fn: () => void): void {
  emergencySection(printk, fn);
}

/** How many records were logged so far; right behind a log call, what `flushed` takes to wait for that one. Context: any. */
export function loggedCount(): number {
  return printk.ring.nextSeq;
}

/**
 * Resolves once the first `count` records since boot, or what was logged so far, are handed to every port, with true, or
 * after `timeoutMs`, with false. Context: task.
 */
export function flushed(timeoutMs: number, count?: number): Promise<boolean> {
  return new Promise((resolve) => whenFlushed(printk, count, timeoutMs, resolve));
}

/** Writes the same, no longer than about `timeoutMs`. Blocks. @returns whether it is all out. Context: task or IRQ. */
export function flushedSync(timeoutMs: number, count?: number): boolean {
  return flushedNow(printk, count, timeoutMs);
}

/** Writes everything that is pending, saves what the plugins keep, and resets the board. Context: any. */
export function panic(reason: string): void {
  panicOn(printk, reason);
}

export type { Board, BootBoard, LinkedBoard } from "./board.ts";
export { ASLEEP } from "./platform/platform.ts";
export type { Firmware, FirmwareHooks, FirmwarePlugin } from "./plugin.ts";
export { createUartPort } from "./ports/uart-port.ts";
export type { Port } from "./printk/console.ts";
export { type ExclusiveSource, exclusive } from "./printk/exclusive.ts";
export { hexdump } from "./printk/hexdump.ts";
export * from "./printk/level.ts";
export type { Logger } from "./printk/logger.ts";
export { block, type ConsoleMode, skip, trim } from "./printk/mode.ts";
export { panicOn } from "./printk/panic.ts";
export type { Printk } from "./printk/printk.ts";
export { once, rateLimited } from "./printk/rate-limit.ts";
export type { LogRecord, Site } from "./printk/record.ts";
export { readFrom } from "./printk/record-ring.ts";
