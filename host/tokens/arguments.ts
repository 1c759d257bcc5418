/** The arguments of a frame: for each the text its conversion prints, and the value with its type. */
import { c, o, pad, x } from "../../firmware/printk/conversions.ts";
import type { Piece } from "../../firmware/printk/format-pieces.ts";
import type { TokenArgument } from "./dictionary.ts";
import type { DigitsReader } from "./digits-reader.ts";

export interface TokenValue {
  readonly text: string;
  readonly value: unknown;
}

/** Stands before a text in the place of a number that did not fit its conversion. */
const escapeMark = "p";

export function readArguments(reader: DigitsReader, args: readonly TokenArgument[]): TokenValue[] {
  return args.map(({ conversion }) => {
    const read = reader.skip(escapeMark)
      ? textual(reader)
      : (readers[conversion.kind] ?? textual)(reader, conversion);
    return conversion.widthChars > read.text.length ? padded(read, conversion) : read;
  });
}

function padded({ text, value }: TokenValue, { widthChars, hasZeros }: Piece): TokenValue {
  return { text: pad(text, widthChars, hasZeros ? "0" : " "), value };
}

const readers: Readonly<Record<string, (reader: DigitsReader, conversion: Piece) => TokenValue>> = {
  d: (reader) => {
    const sign = reader.skip("-") ? "-" : "";
    return numeric(sign + reader.number());
  },
  u: (reader) => numeric(`${reader.number()}`),
  x: (reader) => unsigned(reader, x),
  o: (reader) => unsigned(reader, o),
  c: (reader) => {
    const text = c(reader.number());
    return { text, value: text };
  },
  f: (reader, { decimals }) => {
    const sign = reader.skip("-") ? "-" : "";
    return numeric(sign + withPoint(`${reader.number()}`, decimals));
  },
  s: textual,
  j: (reader) => {
    const text = reader.counted();
    return { text, value: parsed(text) };
  },
};

function textual(reader: DigitsReader): TokenValue {
  const text = reader.counted();
  return { text, value: text };
}

function numeric(text: string): TokenValue {
  return { text, value: Number(text) };
}

function unsigned(reader: DigitsReader, convert: (value: number) => string): TokenValue {
  const value = reader.number();
  return { text: convert(value), value };
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
