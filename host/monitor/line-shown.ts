import { neutralise } from "./neutralise.ts";

/**
 * What a line looks like that Espruino's prompt is still editing: its echo moves the cursor, writes over, and erases, and
 * nothing else of what it sends is obeyed.
 *
 * Source: Espruino 2v29 src/jsinteractive.c: backspace, return, ESC [ J to erase, ESC [ C and D to go right and left; up and
 * down, between the lines of one statement, are left out.
 */
export function lineShown(raw: string): string {
  let line: string[] = [];
  let column = 0;
  for (const [token, digits, move] of raw.matchAll(tokens)) {
    const count = Number(digits || 1);
    if (token === "\r") column = 0;
    else if (token === "\b" || move === "D") column = Math.max(0, column - count);
    else if (move === "C") column = Math.min(line.length, column + count);
    else if (move === "J") line = line.slice(0, column);
    else if (move === undefined && !flowControl.includes(token)) line[column++] = token;
  }
  return neutralise(line.join(""));
}

/** A control sequence, with its count and its letter, or any one character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const tokens = /\x1b\[(\d{0,4})([ABCDJ])|[\s\S]/gu;
const flowControl = "\x11\x13";
