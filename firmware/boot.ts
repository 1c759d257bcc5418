/** Starts the firmware: the ring at its full size, then the plugins in the order of the list. */
import type { LinkedBoard } from "./board.ts";
import type { Firmware, FirmwareHooks, FirmwarePlugin } from "./plugin.ts";
import { ERR, NOTICE } from "./printk/level.ts";
import { addConsole, nothing, type Printk, say, turn } from "./printk/printk.ts";
import type { Site } from "./printk/record.ts";
import { resize } from "./printk/record-ring.ts";
import { stats } from "./printk/stats.ts";
import { said } from "./wire/wire.ts";

/** The core's own messages; a bundle whose calls are all read by the build has no other way to make one. */
const GREETING: Site = [NOTICE, "baton", said];
const ERROR: Site = [ERR, "baton", said];

/**
 * Context: task, once: a second time is an error in the log and nothing else. A plugin that throws is named in the log,
 * and the others go on.
 */
export function bootFirmware(printk: Printk, board: LinkedBoard, plugins: readonly FirmwarePlugin[]): void {
  if (printk.offload !== nothing) {
    say(printk, ERROR, "boot again");
    return;
  }
  resize(printk.ring, board.logRecords);
  printk.line = board.line;
  printk.hash = board.hash;
  printk.platform.expose("printkStats", () => stats(printk));
  say(printk, GREETING, board.hash ? board.id + " " + board.hash : board.id);
  for (let i = 0; i < plugins.length; i++) bootPlugin(printk, board, plugins[i] as FirmwarePlugin);
  if (!printk.hasOffloader) printk.offload = printk.platform.spawn(turn.bind(undefined, printk)).wake;
  printk.offload();
}

function bootPlugin(printk: Printk, board: LinkedBoard, plugin: FirmwarePlugin): void {
  try {
    const hooks: FirmwareHooks = plugin.boot(firmwareFor(printk, board)) || {};
    printk.hooks.push(hooks);
    if (printk.hasOffloader || !hooks.offload) return;
    printk.hasOffloader = true;
    printk.offload = hooks.offload;
  } catch (error) {
    say(printk, ERROR, "plugin " + plugin.name + ": " + error);
  }
}

function firmwareFor(printk: Printk, board: LinkedBoard): Firmware {
  return {
    board,
    platform: printk.platform,
    printk,
    addConsole: addConsole.bind(undefined, printk),
    flush: () => turn(printk),
  };
}
