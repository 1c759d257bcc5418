/**
 * The message of a call that the build could not read: its format and arguments are looked at when it is written.
 *
 * On a board this is the dearest part of a record. So a format is taken apart once and remembered.
 */
import { c, d, f, o, pad, s, u, x } from "./conversions.ts";
import { type Piece, takeApart } from "./format-pieces.ts";
import { type LogRecord, VALUES } from "./record.ts";
import { isTemplate } from "./snapshot.ts";

/** The text of a record whose only value is the arguments of the call. Context: any. */
export function printf(record: LogRecord): string {
  return formatMessage(record[VALUES] as ArrayLike<unknown>);
}

/** Fills the arguments into the format; arguments left over follow it, conversions left over stay as they are. */
export function formatMessage(args: ArrayLike<unknown>): string {
  const format = args[0];
  if (typeof format !== "string") return isTemplate(args) ? template(args) : list(args, "", 0);
  let piece: Piece | undefined = plans[format] || planFor(format);
  let text = piece.text;
  let i = 0;
  while ((piece = piece.next))
    text += (++i < args.length ? convert(piece, args[i]) : piece.source) + piece.text;
  return list(args, text, i + 1);
}

/** Formats remembered. A program that makes its formats up as it goes starts anew when there are too many. */
let plans: Record<string, Piece> = {};
let plansLeft = 0;
const PLANS_MAX = 24;

function planFor(format: string): Piece {
  if (!plansLeft--) {
    plans = {};
    plansLeft = PLANS_MAX;
  }
  return (plans[format] = takeApart(format));
}

function convert(piece: Piece, value: unknown): string {
  const kind = piece.kind;
  const text = kind === "f" ? f(value, piece.decimals) : (conversions[kind] || s)(value);
  return piece.widthChars ? pad(text, piece.widthChars, piece.hasZeros ? "0" : " ") : text;
}

const conversions: Record<string, (value: unknown) => string> = { "d": d, "u": u, "x": x, "o": o, "c": c };

/** The strings of a tagged template with the values between them. */
function template(args: ArrayLike<unknown>): string {
  const strings = args[0] as string[];
  let text = s(strings[0]);
  for (let i = 1; i < args.length; i++) text += s(args[i]) + s(strings[i]);
  return text;
}

function list(args: ArrayLike<unknown>, text: string, from: number): string {
  for (let i = from; i < args.length; i++) text += (i ? " " : "") + s(args[i]);
  return text;
}
