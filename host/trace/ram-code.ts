/**
 * Code that was typed in or sent to RAM has no file, and each function in RAM is a text of its own: Espruino counts from
 * the start of the body, behind a `return` that the body begins with. Which function it is follows from the rest of what
 * the board says.
 *
 * Source: Espruino src/jsparse.c, jspeFunctionDefinitionInternal, and src/jslex.c, jslPrintTokenLineMarker.
 */

import type { PlainText } from "../bundle/pretokenise.ts";
import { type AnyNode, type Program, walk } from "../bundle/syntax-tree.ts";
import { calleeAt, hasCulprit } from "./culprit.ts";
import type { Spot } from "./frame-line.ts";
import { offsetsOf } from "./storage-text.ts";

export interface RamHints {
  /** The piece of code that the board shows below the place. Boards leave it out where they are short of memory. */
  readonly snippet?: string;
  /** What the frame before was called by: this one's place is that call. */
  readonly callee?: string;
}

/**
 * @param program - of the plain text.
 * @returns where in the plain text it is, if only one place answers the description.
 */
export function findInRam(
  code: PlainText,
  program: Program,
  spot: Spot,
  { snippet = "", callee }: RamHints,
): number | undefined {
  const places = calledBy(spot.name, bodiesOf(code.text, program))
    .map((body) => ({ body, offset: offsetIn(code, body, spot) }))
    .filter(({ offset }) => offset !== undefined) as Place[];
  const likely = places.filter(
    (place) =>
      (snippet === "" || shows(code, place, snippet)) &&
      (callee === undefined || calleeAt(program, place.offset) === callee),
  );
  const only = likely.length > 1 ? likely.filter(({ offset }) => hasCulprit(program, offset)) : likely;
  return only.length === 1 ? only[0]?.offset : undefined;
}

/** Who is called by a name has it, unless it was given to him where nobody can see. */
function calledBy(name: string | undefined, [whole, ...functions]: Body[]): Body[] {
  if (name === undefined) return whole === undefined ? functions : [whole, ...functions];
  const named = functions.filter((body) => body.name === name);
  return named.length > 0 ? named : functions.filter((body) => body.name === undefined);
}

/** The innermost text that holds a place. */
export const bodyAround = (code: string, program: Program, offset: number): Body =>
  bodiesOf(code, program)
    .filter(({ start, end }) => start <= offset && offset <= end)
    .reduce((one, other) => (one.start > other.start ? one : other));

/** A text that Espruino keeps: a function's, or the whole. */
export interface Body {
  readonly name?: string;
  readonly start: number;
  readonly end: number;
}

interface Place {
  readonly body: Body;
  readonly offset: number;
}

function bodiesOf(code: string, program: Program): Body[] {
  const bodies: Body[] = [{ start: 0, end: code.length }];
  walk(program, (node, ancestors) => {
    if (node.type !== "FunctionDeclaration" && node.type !== "FunctionExpression") return;
    const start = node.body.start + 1;
    const leading = /^\s*(?:return\b\s*)?/.exec(code.slice(start, start + leadingMax))?.[0] ?? "";
    bodies.push({
      name: nameOf(node, ancestors.at(-1)),
      start: start + leading.length,
      end: node.body.end - 1,
    });
  });
  return bodies;
}

/** Room for `return` and what little white space minified code has. */
const leadingMax = 16;

/** A function that was handed around may be called by any name; these are the ones that say something. */
function nameOf(node: AnyNode, parent: AnyNode | undefined): string | undefined {
  if (node.type === "FunctionDeclaration") return node.id?.name;
  return parent?.type === "Property" && parent.key.type === "Identifier" ? parent.key.name : undefined;
}

/** A body is counted as a file is. */
function offsetIn(
  { flashed, toFlashed, toPlain }: PlainText,
  { start, end }: Body,
  spot: Spot,
): number | undefined {
  const [offset] = offsetsOf(flashed.slice(toFlashed(start), toFlashed(end) + 1), spot);
  return offset === undefined ? undefined : toPlain(toFlashed(start) + offset);
}

/** Of a long line the board shows 30 characters before the place, behind dots. */
const shownBefore = 30;
const dots = "...";

function shows({ text, toFlashed, toPlain }: PlainText, { body, offset }: Place, snippet: string): boolean {
  const isCut = snippet.startsWith(dots);
  const lineStart = Math.max(body.start, text.lastIndexOf("\n", offset - 1) + 1);
  const start = isCut ? toPlain(toFlashed(offset) - shownBefore) : lineStart;
  const shown = withoutSpaces(snippet.slice(isCut ? dots.length : 0).replace(/\.\.\.$/, ""));
  return withoutSpaces(text.slice(start, start + 2 * snippet.length)).startsWith(shown);
}

/** The board puts its own around words that are single bytes. */
const withoutSpaces = (text: string): string => text.replaceAll(" ", "");
