/**
 * The ways to log: `pr.info("temp %d", t)`. Each stores a record and returns; nothing is formatted and nothing waits.
 * Context: any, interrupts included.
 */

import { plain } from "../wire/wire.ts";
import { printf } from "./format.ts";
import { INFO, type Level } from "./level.ts";
import { log, type Printk } from "./printk.ts";
import { type LogRecord, SITE, type Site } from "./record.ts";
import { extendNewest } from "./record-ring.ts";
import { snapshot } from "./snapshot.ts";

/**
 * @param format - `%d %u %x %o %f %s %c %j %%`; values left over are appended. Or a template, ``pr.info`t ${t}` ``, or
 * whatever is worth a line.
 */
export type Log = <Format extends string | object | number | boolean | null | undefined>(
  format: Format,
  ...values: FormatValues<Format>
) => void;

/** What the values of a format have to be; of one that is made up at run time nobody knows. */
export type FormatValues<Format> = string extends Format
  ? unknown[]
  : Format extends `${string}%${infer Rest}`
    ? ConversionValues<Rest>
    : unknown[];

/** The same from behind a percent sign. */
type ConversionValues<Rest extends string> = Rest extends `%${infer Next}`
  ? FormatValues<Next>
  : Rest extends `${Digit}${infer Next}`
    ? ConversionValues<Next>
    : Rest extends `${"d" | "u" | "x" | "o" | "f" | "c"}${infer Next}`
      ? [value: number, ...FormatValues<Next>]
      : Rest extends `${"s" | "j"}${infer Next}`
        ? [value: unknown, ...FormatValues<Next>]
        : FormatValues<Rest>;

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | ".";

export class Logger {
  declare readonly emerg: Log;
  declare readonly alert: Log;
  declare readonly crit: Log;
  declare readonly err: Log;
  declare readonly warning: Log;
  declare readonly notice: Log;
  declare readonly info: Log;
  declare readonly debug: Log;

  /** What the records of each level have in common, made when it is first logged at. */
  private readonly sites: Site[] = [];

  /** @param facility - the module, or "". */
  constructor(
    readonly printk: Printk,
    readonly facility: string,
  ) {}

  /** Context: any. */
  siteAt(level: Level): Site {
    return this.sites[level] || (this.sites[level] = [level, this.facility, unread]);
  }

  /** A logger for a module: its records carry `facility`. */
  child(facility: string): Logger {
    return new Logger(this.printk, facility);
  }

  /**
   * Goes on with the line this caller logged last, as long as nobody else logged and nobody has read it; else it
   * begins a line of its own. Context: any.
   */
  cont(format: unknown, ..._args: unknown[]): void;
  cont(_format: unknown): void {
    const { printk } = this;
    const site = this.siteAt(INFO);
    if (!extendNewest(printk.ring, printk.platform.context, site, snapshot(arguments)))
      log(printk, site, arguments);
  }
}

/** The text of a record whose only value is the arguments of the call. */
function unread(record: LogRecord): string {
  return plain(record[SITE], printf(record));
}

/** The methods' names, each at the place of its level. */
export const LEVEL_NAMES = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];

// `arguments` is kept as it is; a rest parameter would compile to a loop that copies it at every call.
LEVEL_NAMES.forEach((name, level) => {
  (Logger.prototype as unknown as Record<string, unknown>)[name] = function (this: Logger) {
    log(this.printk, this.siteAt(level as Level), arguments);
  };
});
