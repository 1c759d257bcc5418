/**
 * How Espruino counts lines in a file of its Storage. It means to leave out lines at the top that begin with
 * `Modules.addCached`, which other tools put there, but does not begin anew where a letter does not fit: a line that has
 * these letters in this order, anywhere, is left out from the last of them on. A bundle is one long line and nearly always
 * has them, so that most of it is in "line 0".
 *
 * Source: Espruino src/jsvar.c, jsvGetLineAndCol; 2v29 printed these numbers.
 */
import type { Spot } from "./frame-line.ts";

/** The places that Espruino gives this line and column; from 0. There can be several in a text of several lines. */
export function offsetsOf(text: string, { line, column }: Pick<Spot, "line" | "column">): number[] {
  return startsOfLines(text)
    .map((start) => start + column - 1)
    .filter((offset) => {
      const place = placeOf(text, offset);
      return place?.line === line && place.column === column;
    });
}

/** What Espruino calls a place; nothing where the text has ended. */
export function placeOf(text: string, offset: number): { line: number; column: number } | undefined {
  if (offset >= text.length) return undefined;
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(0, start).split("\n").length;
  return { line: before - leftOut(text, offset), column: offset - start + 1 };
}

const letters = "Modules.addCached";

/** How many lines are left out up to there. A line follows those that are, or it is not looked at. */
function leftOut(text: string, offset: number): number {
  let count = 0;
  for (const line of text.slice(0, offset + 1).split("\n")) {
    if (!hasInOrder(line, letters)) return count;
    count++;
  }
  return count;
}

function hasInOrder(line: string, wanted: string): boolean {
  let found = 0;
  for (const letter of line) if (letter === wanted[found]) found++;
  return found >= wanted.length;
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
