/**
 * Records as lines of text: `<6>[    1.234567][C] storm: button 3`. Level, seconds since boot, `[C]` when it was logged in
 * an interrupt, the facility, the message. The prefix is the one `dmesg --raw` prints, so that tools know it.
 *
 * A wire is what a bundle writes to its consoles, one module that the build chooses: `line` and the conversions that
 * compiled messages are made with.
 *
 * Source: kernel/printk/printk.c for the prefix.
 */
import { TASK } from "../platform/platform.ts";
import { REASONS } from "../printk/console.ts";
import { CONTEXT, FACILITY, LEVEL, type LogRecord, SITE, TEXT, TIME } from "../printk/record.ts";

export { c, d, f, j, o, pad, s, u, x } from "../printk/conversions.ts";

/** @param startTime - the platform's time at boot, in seconds. Context: any. */
export function line(record: LogRecord, startTime: number): string {
  const site = record[SITE];
  const time = record[TIME] - startTime;
  return (
    "<" +
    site[LEVEL] +
    (time < 10 ? ">[    " : time < 100 ? ">[   " : time < 1000 ? ">[  " : time < 10000 ? ">[ " : ">[") +
    time.toFixed(6) +
    (record[CONTEXT] === TASK ? "] " : "][C] ") +
    (site[FACILITY] ? site[FACILITY] + ": " : "") +
    site[TEXT](record) +
    (record.more ? record.more.map(textOf).join("") : "") +
    "\r\n"
  );
}

/** @param reason - an index into `REASONS`. Context: any. */
export function loss(count: number, reason: number): string {
  return "** " + count + " records dropped (" + REASONS[reason] + ") **\r\n";
}

function textOf(record: LogRecord): string {
  return record[SITE][TEXT](record);
}
