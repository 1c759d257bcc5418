/**
 * Operators and reserved words as single bytes. Espruino reads a program's text anew whenever it runs a piece of it, and has
 * numbers above those of ASCII for the words that it knows; the text may hold the numbers in the words' place, which makes it
 * a fifth shorter. Numbers and strings have such a form too, which is not used: it is no shorter, and holds control
 * characters, which a line to the board may swallow and a stack trace take for the end of a line.
 */
import type { Plugin } from "rollup";
import { tokensOf } from "./syntax-tree.ts";

/** What is here is read rightly since then, `1 - -1` and `{ default: 1 }` included. Source: Espruino's ChangeLog. */
export const PRETOKENISED_SINCE = "2v11";

/** The number of the first word. Source: Espruino 2v29, src/jslex.h, which promises that the order stays. */
const FIRST = 138;

const WORDS: readonly string[] = [
  ..."== === != !== <= << <<= >= >> >>> >>= >>>= += -= ++ -- *= /= %= &= && |= || ^= =>".split(" "),
  ..."if else do while for break continue function return var let const this throw try catch finally".split(
    " ",
  ),
  ..."true false null undefined new in instanceof switch case default delete typeof void debugger".split(" "),
  ..."class extends super static of".split(" "),
];

const bytes = new Map(WORDS.map((word, index) => [word, String.fromCharCode(FIRST + index)]));
const words = new Map(WORDS.map((word) => [bytes.get(word) as string, word]));
const wordBytes = [...words.keys()].join("");

/** The last step before the code is described, as a rollup plugin. */
export function pretokeniser(): Plugin {
  return {
    name: "pretokenise",
    renderChunk(code) {
      const { text, lines } = pretokenised(code);
      return { code: text, map: { version: 3, names: [], sources: [""], mappings: lines } as never };
    },
  };
}

interface Pretokenised {
  readonly text: string;
  /** As in a source map, for each line: a column, and from 0 the source, its line and column, where the same token stands. */
  readonly lines: [number, number, number, number][][];
}

/** @param code - whose lines stay, since the end of one may be the end of a statement. */
export function pretokenised(code: string): Pretokenised {
  const tokens = tokensOf(code);
  const texts = tokens.map(({ start, end }) => code.slice(start, end));
  const lines: Pretokenised["lines"] = [];
  let text = "";
  let line = "";
  for (const [index, { loc }] of tokens.entries()) {
    for (; lines.length < loc.start.line; lines.push([]), line = "") if (lines.length) text += `${line}\n`;
    const piece = pieceAt(texts, index);
    line = apart(line, piece);
    lines.at(-1)?.push([line.length, 0, loc.start.line - 1, loc.start.column]);
    line += piece;
  }
  return { text: text + line, lines };
}

/** A word that is a property's name stays as it is. */
function pieceAt(texts: readonly string[], index: number): string {
  const [before = "", text = "", after] = [texts[index - 1], texts[index], texts[index + 1]];
  const isKey = /^[{,]$/.test(before) && after === ":";
  return before === "." || isKey ? text : (bytes.get(text) ?? text);
}

/** A program's text in words, with what leads from a place in it to the same place in what is flashed, and back. */
export interface PlainText {
  readonly text: string;
  readonly flashed: string;
  toPlain(offset: number): number;
  toFlashed(offset: number): number;
}

/** @param flashed - pretokenised or not. */
export function plainText(flashed: string): PlainText {
  const starts: number[] = [];
  const plainStarts: number[] = [];
  let text = "";
  for (const { index, 0: run } of flashed.matchAll(runs)) {
    const piece = words.get(run) ?? run;
    text = apart(text, piece);
    starts.push(index);
    plainStarts.push(text.length);
    text += piece;
  }
  return {
    text,
    flashed,
    toPlain: (offset) => moved(offset, starts, plainStarts),
    toFlashed: (offset) => moved(offset, plainStarts, starts),
  };
}

/** A byte that is a word, or text up to the next. */
const runs = new RegExp(`[${wordBytes}]|[^${wordBytes}]+`, "g");

/**
 * @param from - where each piece begins in the text of `offset`, in order.
 * @param to - where it begins in the other; a place within a word is the word's.
 */
function moved(offset: number, from: readonly number[], to: readonly number[]): number {
  const next = from.findIndex((start) => start > offset);
  const index = (next < 0 ? from.length : next) - 1;
  const place = (to[index] ?? 0) + offset - (from[index] ?? 0);
  return Math.min(place, (to[index + 1] ?? Number.POSITIVE_INFINITY) - 1);
}

/** Ends the text with a space where the next piece would become part of the last. */
const apart = (text: string, piece: string): string =>
  runTogether.test((text.at(-1) ?? "") + piece[0]) ? `${text} ` : text;
const runTogether = /[\w$]{2}|\+\+|--|\/\//;
