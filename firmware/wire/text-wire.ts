/**
 * Records as lines of text: `<6>[    1.234567][C] storm: button 3`. Level, seconds since boot, `[C]` when it was logged in
 * an interrupt, the facility, the message. The prefix is the one `dmesg --raw` prints, so that tools know it.
 *
 * A wire is what a bundle writes to its consoles, one module that the build chooses: `line` and the conversions that
 * compiled messages are made with.
 *
 * Source: kernel/printk/printk.c for the prefix.
 */
import type { CreateLineMaker } from "../native/line-maker.ts";
import { textLines as linesOfText } from "../native/lines.ts";
import { TASK } from "../platform/platform.ts";
import { lossLine, OVERRUN } from "../printk/console.ts";
import { s } from "../printk/conversions.ts";
import {
  CONTEXT,
  FACILITY,
  LEVEL,
  type LogRecord,
  SITE,
  type Site,
  TEXT,
  TIME,
  VALUES,
} from "../printk/record.ts";

export { c, d, f, j, o, pad, s, u, x } from "../printk/conversions.ts";

/**
 * Context: any.
 *
 * @param startTime - the platform's time at boot, in seconds.
 * @param lostCount - records before it that were overwritten: a line of their own.
 */
export function line(
  record: LogRecord,
  startTime: number,
  _previous?: LogRecord,
  lostCount?: number,
): string {
  const site = record[SITE];
  const time = record[TIME] - startTime;
  return (
    (lostCount ? lossLine(lostCount, OVERRUN) : "") +
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

/** Machine code makes text of events only if it is told to (`lines.ts`): it comes before JavaScript's of the same time. */
export const createLineMaker: CreateLineMaker | undefined = undefined;
export const textLines: CreateLineMaker | undefined = linesOfText;

/** What a site's text is whose call the build could not read: a frame has to say more. Context: any. */
export function plain(_site: Site, text: string): string {
  return text;
}

/** The text of a record whose only value it is. Context: any. */
export function said(record: LogRecord): string {
  return s(record[VALUES]);
}

function textOf(record: LogRecord): string {
  return record[SITE][TEXT](record);
}
