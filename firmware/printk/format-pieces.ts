/**
 * A format taken apart: `"%d of %08x"` is a conversion, " of ", and another conversion. The firmware does it for formats it
 * meets at run time, the build for those it can read; what both make of a format is therefore the same.
 */
import { MESSAGE_CHARS_MAX, s } from "./conversions.ts";

/** A conversion, the text behind it, and what follows. A chain, which is faster on a board than indices. */
export interface Piece {
  /** `d u x o f s c j`; none at the beginning of the format. */
  readonly kind: string;
  /** Characters at least; 0 for as many as it takes. */
  readonly widthChars: number;
  /** Whether zeros fill the width, and not blanks. */
  readonly hasZeros: boolean;
  /** Digits behind the point of `f`. */
  readonly decimals: number;
  /** The conversion as it was written, for one without an argument. */
  readonly source: string;
  text: string;
  next?: Piece;
}

/** What `toFixed` takes. */
const DECIMALS_MAX = 20;
const DECIMALS = 6;

/** The beginning of the format, and through `next` the rest. Of a format that may be anything: it is cut and made plain. */
export function takeApart(format: string): Piece {
  return piecesOf(s(format));
}

/** The same of a format as it is. */
export function piecesOf(format: string): Piece {
  const texts = format.split("%");
  const first = piece("", 0, texts[0] as string);
  let last = first;
  for (let i = 1; i < texts.length; i++) {
    const text = texts[i] as string;
    const at = specChars(text);
    const kind = text.charAt(at);
    if (kind && "duxosfcj".indexOf(kind) >= 0) last = last.next = piece(text, at, text.slice(at + 1));
    else last.text += "%" + (text || texts[++i] || "");
  }
  return first;
}

/** @param spec - begins with the conversion, whose letter stands `at`. */
function piece(spec: string, at: number, text: string): Piece {
  const point = spec.indexOf(".") + 1;
  return {
    kind: spec.charAt(at),
    widthChars: Math.min(parseInt(spec, 10) || 0, MESSAGE_CHARS_MAX),
    hasZeros: spec.charAt(0) === "0",
    decimals: point && point <= at ? Math.min(parseInt(spec.slice(point), 10) || 0, DECIMALS_MAX) : DECIMALS,
    source: "%" + spec.slice(0, at + 1),
    text,
  };
}

/** Characters in front of the conversion's letter: digits and a point. */
function specChars(text: string): number {
  let count = 0;
  while ((text.charAt(count) >= "0" && text.charAt(count) <= "9") || text.charAt(count) === ".") count++;
  return count;
}
