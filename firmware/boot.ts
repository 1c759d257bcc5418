/** Starts the firmware: the ring at its full size, then the plugins in the order of the list. */
import type { LinkedBoard } from "./board.ts";
import type { Firmware, FirmwareHooks, FirmwarePlugin } from "./plugin.ts";
import { Logger } from "./printk/logger.ts";
import { addConsole, type Printk, turn } from "./printk/printk.ts";
import { resize } from "./printk/record-ring.ts";
import { stats } from "./printk/stats.ts";

/** What a task of the core spends on writing in one turn, where no plugin does it. */
const BACKLOG_BUDGET_MS = 1;

/** Context: task, once. A plugin that throws is named in the log, and the others go on. */
export function bootFirmware(printk: Printk, board: LinkedBoard, plugins: readonly FirmwarePlugin[]): void {
  const log = new Logger(printk, "baton");
  resize(printk.ring, board.logRecords);
  printk.platform.expose("printkStats", () => stats(printk));
  log.notice(board.id);
  for (let i = 0; i < plugins.length; i++) bootPlugin(printk, board, plugins[i] as FirmwarePlugin, log);
  if (!printk.hasOffloader)
    printk.offload = printk.platform.spawn(turn.bind(undefined, printk, BACKLOG_BUDGET_MS)).wake;
  printk.offload();
}

function bootPlugin(printk: Printk, board: LinkedBoard, plugin: FirmwarePlugin, log: Logger): void {
  try {
    attach(printk, plugin.boot(firmwareFor(printk, board, plugin.name)) || {});
  } catch (error) {
    log.err("plugin %s: %s", plugin.name, error);
  }
}

function attach(printk: Printk, hooks: FirmwareHooks): void {
  printk.hooks.push(hooks);
  if (!hooks.offload || printk.hasOffloader) return;
  printk.hasOffloader = true;
  printk.offload = hooks.offload;
}

function firmwareFor(printk: Printk, board: LinkedBoard, name: string): Firmware {
  return {
    board,
    platform: printk.platform,
    printk,
    pr: new Logger(printk, name),
    addConsole: (port, level) => addConsole(printk, port, level),
    flush: (budgetMs) => turn(printk, budgetMs),
  };
}
