/**
 * From a stored record to the line on the wire, when it is written and not before.
 *
 * `<6>[    1.234567][C] storm: button 3`: level, seconds since boot, `[C]` when it was logged in an interrupt, the
 * facility, the message. The prefix is the one `dmesg --raw` prints, so that tools know it.
 *
 * Source: Linux Documentation/core-api/printk-formats.rst for the conversions; kernel/printk/printk.c for the prefix.
 */
import { TASK } from "../platform/platform.ts";
import type { LogRecord } from "./record-ring.ts";
import { isTemplate } from "./snapshot.ts";

/** Longer messages end in a marker. Source: a third of what the kernel allows (1024), for the smallest boards' RAM. */
export const MESSAGE_CHARS_MAX = 256;
const TRUNCATED = "<truncated>";

/** @param startTime - the platform's time at boot, in seconds. */
export function formatRecord(record: LogRecord, startTime: number): string {
  return (
    "<" +
    record.level +
    ">[" +
    (record.time - startTime).toFixed(6).padStart(12) +
    (record.context === TASK ? "] " : "][C] ") +
    (record.facility && record.facility + ": ") +
    bounded(message(record)) +
    "\r\n"
  );
}

function message(record: LogRecord): string {
  let text = formatMessage(record.args);
  const more = record.more;
  if (more) for (let i = 0; i < more.length; i++) text += formatMessage(more[i] as ArrayLike<unknown>);
  return text;
}

/** Fills the arguments into the format; arguments left over follow it, conversions left over stay as they are. */
export function formatMessage(args: ArrayLike<unknown>): string {
  if (isTemplate(args)) return template(args[0] as string[], args);
  return args.length > 1 ? printf(textOf(args[0]), args) : args.length ? textOf(args[0]) : "";
}

/** The strings of a tagged template with the values between them. */
function template(strings: string[], args: ArrayLike<unknown>): string {
  let text = textOf(strings[0]);
  for (let i = 1; i < strings.length; i++) text += textOf(args[i]) + strings[i];
  return text;
}

/**
 * `%d %u %x %o` whole numbers, `%f` six digits or `%.2f`, `%s` anything, `%c` a character code, `%j` JSON, `%%`; with a
 * width and zeros as in `%08x`. What does not fit its conversion is printed as it is.
 */
function printf(format: string, args: ArrayLike<unknown>): string {
  const pieces = format.split("%");
  let text = pieces[0] as string;
  let next = 1;
  for (let i = 1; i < pieces.length; i++) {
    const piece = pieces[i] as string;
    const width = widthChars(piece);
    const kind = piece.charAt(width);
    if (!piece) text += "%" + (pieces[++i] || "");
    else if (next < args.length && kind && CONVERSIONS.indexOf(kind) >= 0)
      text += pad(convert(kind, args[next++], piece), piece) + piece.slice(width + 1);
    else text += "%" + piece;
  }
  while (next < args.length) text += " " + textOf(args[next++]);
  return text;
}

const CONVERSIONS = "duxosfcj";

function widthChars(piece: string): number {
  let count = 0;
  while ((piece.charAt(count) >= "0" && piece.charAt(count) <= "9") || piece.charAt(count) === ".") count++;
  return count;
}

function pad(text: string, piece: string): string {
  const width = parseInt(piece, 10);
  return width > text.length ? text.padStart(width, piece.charAt(0) === "0" ? "0" : " ") : text;
}

function convert(kind: string, value: unknown, piece: string): string {
  if (typeof value !== "number" || isNaN(value) || kind === "s" || kind === "j") return textOf(value);
  if (kind === "c") return String.fromCharCode(value & 255);
  if (kind === "f") return value.toFixed(piece.charAt(0) === "." ? parseInt(piece.slice(1), 10) : 6);
  if (kind === "d") return textOf(value - (value % 1));
  return (value >>> 0).toString(kind === "x" ? 16 : kind === "o" ? 8 : 10);
}

function textOf(value: unknown): string {
  return "" + value;
}

/** Keeps a message to one line of printable characters and to its bound, so that it cannot pass for another record. */
function bounded(text: string): string {
  if (UNPRINTABLE.test(text)) text = text.replace(/[^ -~]/g, escaped);
  return text.length > MESSAGE_CHARS_MAX ? text.slice(0, MESSAGE_CHARS_MAX) + TRUNCATED : text;
}

const UNPRINTABLE = /[^ -~]/;

function escaped(character: string): string {
  return "\\x" + character.charCodeAt(0).toString(16).padStart(2, "0");
}
