/**
 * From a stored record to the line on the wire, when it is written and not before.
 *
 * `<6>[    1.234567][C] storm: button 3`: level, seconds since boot, `[C]` when it was logged in an interrupt, the
 * facility, the message. The prefix is the one `dmesg --raw` prints, so that tools know it.
 *
 * On a board this is the dearest part of a record: asking for a length costs as much as three additions, and
 * `padStart` or `substr` as much as five. So a format is taken apart once and remembered, and what is known to be
 * short and printable is not looked at again.
 *
 * Source: Linux Documentation/core-api/printk-formats.rst for the conversions; kernel/printk/printk.c for the prefix.
 */
import { TASK } from "../platform/platform.ts";
import type { LogRecord } from "./record-ring.ts";
import { isTemplate } from "./snapshot.ts";

/** Longer texts end in a marker. A quarter of what the kernel allows (1024), for the smallest boards' RAM. */
export const MESSAGE_CHARS_MAX = 256;

/** @param startTime - the platform's time at boot, in seconds. */
export function formatRecord(record: LogRecord, startTime: number): string {
  const time = record.time - startTime;
  return (
    "<" +
    record.level +
    (time < 10 ? ">[    " : time < 100 ? ">[   " : time < 1000 ? ">[  " : time < 10000 ? ">[ " : ">[") +
    time.toFixed(6) +
    (record.context === TASK ? "] " : "][C] ") +
    (record.facility ? record.facility + ": " : "") +
    (record.more ? continued(record.more, formatMessage(record.args)) : formatMessage(record.args)) +
    "\r\n"
  );
}

function continued(more: ArrayLike<unknown>[], text: string): string {
  for (let i = 0; i < more.length; i++) text += formatMessage(more[i] as ArrayLike<unknown>);
  return text;
}

/** Fills the arguments into the format; arguments left over follow it, conversions left over stay as they are. */
export function formatMessage(args: ArrayLike<unknown>): string {
  const format = args[0];
  if (typeof format !== "string") return isTemplate(args) ? template(args) : list(args, "", 0);
  let piece: Piece | undefined = plans[format] || planFor(format);
  let text = piece.text;
  let i = 0;
  while ((piece = piece.next)) {
    const value = args[++i];
    const kind = piece.kind;
    text +=
      (kind === "d" && typeof value === "number"
        ? value - (value % 1)
        : kind === "f" && typeof value === "number"
          ? value.toFixed(6)
          : convert(kind, value, i, args)) + piece.text;
  }
  return args[++i] === undefined ? text : list(args, text, i);
}

/** A format taken apart: a conversion, the text behind it, and what follows. A chain, which is faster than indices. */
interface Piece {
  /** `d`, `s`, `08x`, `.2f`; none at the beginning of the format. */
  readonly kind: string;
  text: string;
  next?: Piece;
}

/** Formats remembered. A program that makes its formats up as it goes starts anew when there are too many. */
let plans: Record<string, Piece> = {};
let plansLeft = 0;
const PLANS_MAX = 24;

function planFor(format: string): Piece {
  const plan = takeApart(format);
  if (!plansLeft--) {
    plans = {};
    plansLeft = PLANS_MAX;
  }
  plans[format] = plan;
  return plan;
}

function takeApart(format: string): Piece {
  const pieces = clean(format).split("%");
  const first: Piece = { kind: "", text: pieces[0] as string };
  let last = first;
  for (let i = 1; i < pieces.length; i++) {
    const piece = pieces[i] as string;
    const width = widthChars(piece);
    const kind = piece.charAt(width);
    if (kind && CONVERSIONS.indexOf(kind) >= 0)
      last = last.next = { kind: piece.slice(0, width + 1), text: piece.slice(width + 1) };
    else last.text += "%" + (piece || pieces[++i] || "");
  }
  return first;
}

const CONVERSIONS = "duxosfcj";

function widthChars(piece: string): number {
  let count = 0;
  while ((piece.charAt(count) >= "0" && piece.charAt(count) <= "9") || piece.charAt(count) === ".") count++;
  return count;
}

/**
 * `%d %u %x %o` whole numbers, `%f` six digits or `%.2f`, `%s` anything, `%c` a character code, `%j` what an object was;
 * with a width and zeros as in `%08x`. What does not fit its conversion is printed as it is.
 */
function convert(kind: string, value: unknown, index: number, args: ArrayLike<unknown>): string {
  if (value === undefined && index >= args.length) return "%" + kind;
  const text = typeof value === "number" ? convertNumber(kind, value) : clean("" + value);
  const width = parseInt(kind, 10);
  return width > text.length ? text.padStart(width, kind.charAt(0) === "0" ? "0" : " ") : text;
}

function convertNumber(kind: string, value: number): string {
  const type = kind.slice(-1);
  if (isNaN(value) || type === "s" || type === "j") return "" + value;
  if (type === "c") return clean(String.fromCharCode(value & 255));
  if (type === "f") return value.toFixed(kind.charAt(0) === "." ? parseInt(kind.slice(1), 10) : 6);
  if (type === "d") return "" + (value - (value % 1));
  return (value >>> 0).toString(type === "x" ? 16 : type === "o" ? 8 : 10);
}

/** The strings of a tagged template with the values between them. */
function template(args: ArrayLike<unknown>): string {
  const strings = args[0] as string[];
  let text = clean("" + strings[0]);
  for (let i = 1; i < args.length; i++) text += clean("" + args[i] + strings[i]);
  return text;
}

function list(args: ArrayLike<unknown>, text: string, from: number): string {
  for (let i = from; i < args.length; i++) text += (i ? " " : "") + clean("" + args[i]);
  return text;
}

/** Keeps a text to printable characters and to its bound, so that it cannot pass for another record. */
function clean(text: string): string {
  if (UNPRINTABLE.test(text)) text = text.replace(/[^ -~]/g, escaped);
  return text.length > MESSAGE_CHARS_MAX ? text.slice(0, MESSAGE_CHARS_MAX) + "<truncated>" : text;
}

const UNPRINTABLE = /[^ -~]/;

function escaped(character: string): string {
  return "\\x" + character.charCodeAt(0).toString(16).padStart(2, "0");
}
