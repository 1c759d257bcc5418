import { tokenizer } from "acorn";

const OPENING = new Set(["(", "[", "{", "${"]);
const CLOSING = new Set([")", "]", "}"]);
const UNFINISHED = /Unterminated (comment|template)/;

/**
 * How many brackets a program leaves open: more than none, and the prompt waits for another line.
 * Source: src/jsinteractive.c, jsiCountBracketsInInput.
 */
export function countBrackets(source: string): number {
  let open = 0;
  try {
    for (const { type } of tokenizer(source, { ecmaVersion: 2020 })) {
      if (OPENING.has(type.label)) open++;
      if (CLOSING.has(type.label)) open--;
      if (open < 0) break;
    }
  } catch (error) {
    return UNFINISHED.test((error as Error).message) ? Number.POSITIVE_INFINITY : 0;
  }
  return open;
}
