/**
 * How Espruino names a place in its stack traces.
 *
 * From 2v27 on `at name (file:line:column)` or `at file:line:column`, where code that is not in a file has none, as in
 * `at :1:5`. Before: `at line 1 col 5 in file`. Source: Espruino src/jslex.c, jslPrintPosition.
 */
export interface Spot {
  /** What the function was called by, in the code as it was flashed. */
  readonly name?: string;
  /** A file of the board's Storage, or nothing for code in RAM. */
  readonly file: string;
  /** From 1, as is the column. */
  readonly line: number;
  readonly column: number;
}

/** The spot of a line that is a frame of a stack trace and nothing else. */
export function readFrame(text: string): Spot | undefined {
  if (!mayHoldSpot(text)) return undefined;
  const [match] = text.matchAll(spot);
  return match !== undefined && match[0].length === text.trim().length ? spotOf(match) : undefined;
}

/** Puts something else in place of each spot within a text, as where a whole stack became one record. */
export function replaceSpots(text: string, replace: (spot: Spot) => string | undefined): string {
  if (!mayHoldSpot(text)) return text;
  return text.replace(spot, (...match) => replace(spotOf(match as unknown as RegExpMatchArray)) ?? match[0]);
}

/** The line that points to the column. */
export const isCaret = (text: string): boolean => /^ *\^$/.test(text);

/** Most lines hold none, and are not worth the search. */
const mayHoldSpot = (text: string): boolean => text.includes("at ") || text.includes("line ");

const spot =
  /\bat (?:([^\s()]{1,64}) \()?([^\s():]{0,28}):(\d{1,7}):(\d{1,7})\b\)?|\bat line (\d{1,7}) col (\d{1,7}) in (\S{1,28})/g;

function spotOf([, name, file, line, column, oldLine, oldColumn, oldFile]: RegExpMatchArray): Spot {
  if (oldFile !== undefined) return { file: oldFile, line: Number(oldLine), column: Number(oldColumn) };
  return { name, file: file ?? "", line: Number(line), column: Number(column) };
}
