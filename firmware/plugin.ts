/**
 * The plugin contract. A plugin is a function of options that returns a `FirmwarePlugin`; it keeps its state in that
 * closure and reaches the board through `firmware` only. It logs as any module does, through `pr.child("its-name")`. The
 * framework's own run on other cores than the one of `pr` in tests and in the lab: they have a `Site` for what they say, and
 * `say` it, so that nothing that reads formats gets into a bundle for their sake.
 */
import type { Board, Lacks, LinkedBoard } from "./board.ts";
import type { Platform } from "./platform/platform.ts";
import type { Console, Port } from "./printk/console.ts";
import type { Level } from "./printk/level.ts";
import type { Printk } from "./printk/printk.ts";

/** A part of the firmware that can be left out. */
export interface FirmwarePlugin {
  /** Unique, in kebab case. It prefixes the plugin's messages. */
  readonly name: string;
  /** Called once, in the order of the list. One that throws is named in the log; the others go on. Context: task. */
  boot(firmware: Firmware): FirmwareHooks | undefined;
}

/**
 * What a plugin cannot do without: facts about the board, each with what it stands for, in words that end "needs …". A
 * plugin's file exports it as `requires`. The build reads it there and refuses a board whose file says no, `false` or a reason
 * in `lacks`; nothing of it gets into the bundle.
 */
export type Requirements = {
  readonly [Fact in keyof Board as Board[Fact] extends boolean ? Fact : never]?: string;
} & Lacks;

/** The moments at which a plugin is called. All are optional. */
export interface FirmwareHooks {
  /**
   * First. Asked after a record was stored: will you write it, in a turn of your own? The first plugin that has
   * the hook takes the work; when none has, the caller writes what fits and the core takes the rest.
   *
   * Context: any, so it neither logs nor waits.
   */
  offload?(): void;
  /** Each, in reverse order. Called once on the way down, before the consoles are flushed. Context: panic. */
  panic?(reason: string): void;
  /** Each, in reverse order. Called after the consoles were flushed, just before the reset. Context: panic. */
  lastAct?(reason: string): void;
}

/** What the firmware offers its plugins. */
export interface Firmware {
  readonly board: LinkedBoard;
  readonly platform: Platform;
  /** The core itself: the ring, the consoles, and what the functions of the core take. */
  readonly printk: Printk;
  /** Adds a console, which first writes what the ring still has. Context: task. */
  addConsole(port: Port, level: Level | 8): Console;
  /**
   * Writes to every console what its port takes without waiting: the rest of the record that is under way, and a piece of
   * the next. For the steps of a task only.
   *
   * @returns milliseconds until it is worth calling again, or `ASLEEP`.
   */
  flush(): number;
}
