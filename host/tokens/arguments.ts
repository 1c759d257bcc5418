/** The arguments of a frame: for each the text its conversion prints, and the value with its type. */
import * as convert from "../../firmware/printk/conversions.ts";
import type { Piece } from "../../firmware/printk/format-pieces.ts";
import { NUMBER_END } from "../../firmware/wire/token-conversions.ts";
import type { TokenArgument } from "./dictionary.ts";
import type { DigitsReader } from "./digits-reader.ts";

export interface TokenValue {
  readonly text: string;
  readonly value: unknown;
}

export function readArguments(reader: DigitsReader, args: readonly TokenArgument[]): TokenValue[] {
  return args.map(({ conversion }) => {
    const read = (readers[conversion.kind] ?? textual)(reader, conversion);
    return conversion.widthChars > read.text.length ? padded(read, conversion) : read;
  });
}

function padded({ text, value }: TokenValue, { widthChars, hasZeros }: Piece): TokenValue {
  return { text: convert.pad(text, widthChars, hasZeros ? "0" : " "), value };
}

const readers: Readonly<Record<string, (reader: DigitsReader, conversion: Piece) => TokenValue>> = {
  d: (reader) => whole(reader, (value) => numeric(convert.d(value))),
  u: (reader) => whole(reader, (value) => numeric(convert.u(value))),
  x: (reader) => whole(reader, (value) => ({ text: convert.x(value), value: value >>> 0 })),
  o: (reader) => whole(reader, (value) => ({ text: convert.o(value), value: value >>> 0 })),
  c: (reader) =>
    whole(reader, (value) => {
      const text = convert.c(value);
      return { text, value: text };
    }),
  f: (reader, { decimals }) => {
    const sign = signOf(reader);
    return reader.isAtText
      ? said(sign + reader.quoted())
      : numeric(sign + withPoint(`${reader.number()}`, decimals));
  },
  s: textual,
  j: (reader) => {
    const text = convert.j(reader.quoted());
    return { text, value: parsed(text) };
  },
};

function textual(reader: DigitsReader): TokenValue {
  return said(reader.quoted());
}

/** What is no number is printed as it is, and so is a number that `toFixed` has made a text. */
function said(value: string): TokenValue {
  const text = convert.s(value);
  return { text, value: text };
}

/** @param convertNumber - a number too large for digits has come as a text, with what is behind its point. */
function whole(reader: DigitsReader, convertNumber: (value: number) => TokenValue): TokenValue {
  const sign = signOf(reader);
  if (!reader.isAtText) return convertNumber(Number(sign + reader.number()));
  const text = sign + reader.quoted();
  return isLarge(text) ? convertNumber(Number(text)) : said(text);
}

function isLarge(text: string): boolean {
  const value = Number(text);
  return Number.isFinite(value) && Math.abs(value) >= NUMBER_END && String(value) === text;
}

/** A whole number with its sign, as `d` writes it; not a number if it was none. */
export function readNumber(reader: DigitsReader): number {
  const sign = signOf(reader);
  return Math.trunc(Number(sign + (reader.isAtText ? reader.quoted() : reader.number())));
}

function signOf(reader: DigitsReader): string {
  return reader.skip("-") ? "-" : "";
}

function numeric(text: string): TokenValue {
  return { text, value: Number(text) };
}

/** `1500` with six decimals is `0.001500`: nothing is computed, so nothing is rounded. */
function withPoint(digits: string, decimals: number): string {
  if (decimals === 0) return digits;
  const padded = digits.padStart(decimals + 1, "0");
  return `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}

/** What an object was; the board has cut a long one, which then stays text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
