/**
 * Stack traces as Espruino words them: for each frame the place, the code there, and a mark below the token that was
 * read last.
 *
 * Source: Espruino src/jslex.c, jslPrintStackTrace, jslPrintPosition and jslPrintTokenLineMarker.
 */
import type { PlainText } from "../bundle/pretokenise.ts";
import { type Program, parseCode } from "../bundle/syntax-tree.ts";
import { calleeAt, lastTokenOf } from "../trace/culprit.ts";
import { bodyAround } from "../trace/ram-code.ts";
import { placeOf } from "../trace/storage-text.ts";
import { PROGRAM } from "./compile.ts";
import type { Instrumented } from "./instrument.ts";

/** A program that a board runs. */
export interface RunningProgram {
  readonly code: PlainText;
  readonly instrumented: Instrumented;
  /** Its name in Storage; nothing for what is in RAM. */
  readonly file: string;
}

/** @param sites - of Node's, the innermost first; those that belong to no program are the simulation's own. */
export function stackText(
  error: unknown,
  sites: readonly NodeJS.CallSite[],
  programOf: (name: string) => RunningProgram | undefined,
): string {
  const frames = sites.map((site) => frameOf(site, programOf));
  const tokens = frames.map((frame, index) => frame && lastToken(frame, index === 0 ? error : undefined));
  return frames
    .map(
      (frame, index) =>
        frame && frameText(frame, tokens[index] ?? 0, calledBy(frames[index + 1], tokens[index + 1])),
    )
    .join("");
}

interface Frame {
  readonly program: RunningProgram;
  readonly tree: Program;
  /** In the program's plain text: what Node takes for the place. */
  readonly offset: number;
}

function frameOf(
  site: NodeJS.CallSite,
  programOf: (name: string) => RunningProgram | undefined,
): Frame | undefined {
  const name = site.getFileName();
  const program = name?.startsWith(PROGRAM) ? programOf(name.slice(PROGRAM.length)) : undefined;
  if (program === undefined) return undefined;
  const { code, instrumented } = program;
  const offset = instrumented.sourceOffset(site.getLineNumber() ?? 1, site.getColumnNumber() ?? 1);
  return { program, tree: treeOf(code.text), offset };
}

const trees = new Map<string, Program>();

/** One at a time: a stack is of one program, or nearly. */
function treeOf(source: string): Program {
  const tree = trees.get(source) ?? parseCode(source);
  trees.clear();
  trees.set(source, tree);
  return tree;
}

/** Node's words for what Espruino notices before it has read on. */
const notThere = /is not (?:a function|a constructor|defined)/;

/** @param error - of the innermost frame; the others are calls. */
function lastToken({ tree, offset }: Frame, error: unknown): number {
  if (error === undefined) return lastTokenOf(tree, offset, "call");
  return notThere.test(String((error as Error).message)) ? offset : lastTokenOf(tree, offset, "read");
}

/** What the call says that a frame was entered by; nothing when it was called by the interpreter itself. */
const calledBy = (caller: Frame | undefined, token: number | undefined): string | undefined =>
  caller && token !== undefined ? calleeAt(caller.tree, token) : undefined;

function frameText({ program, tree }: Frame, token: number, name: string | undefined): string {
  const { text } = program.code;
  const body = bodyAround(text, tree, token);
  const start = Math.max(body.start, text.lastIndexOf("\n", token - 1) + 1);
  const end = text.indexOf("\n", token);
  const line = { start, end: Math.min(body.end, end < 0 ? text.length : end) };
  const place = placeText(program, token, body.start);
  return `    at ${name === undefined ? place : `${name} (${place})`}\n${markedLine(program.code, line, token)}`;
}

/** Code in RAM is counted from the start of its function's body. */
function placeText({ file, code }: RunningProgram, token: number, bodyStart: number): string {
  const start = file === "" ? code.toFlashed(bodyStart) : 0;
  const place = placeOf(code.flashed.slice(start), code.toFlashed(token) - start);
  return `${file}:${place?.line}:${place?.column}`;
}

/** Of a long line, so much is shown, and so much of it before the token: in bytes, as it is flashed. */
const shownMax = 60;
const shownBefore = 30;
const dots = "...";

function markedLine(code: PlainText, line: { start: number; end: number }, token: number): string {
  const [lineStart, lineEnd, at] = [line.start, line.end, token].map(code.toFlashed) as [
    number,
    number,
    number,
  ];
  const isCut = lineEnd - lineStart > shownMax && at - lineStart > shownBefore;
  const start = isCut ? at - shownBefore : lineStart;
  const isLong = lineEnd - start >= shownMax;
  const from = code.toPlain(start);
  const shown = code.text.slice(from, isLong ? code.toPlain(start + shownMax) : line.end);
  const [before, behind] = [isCut ? dots : "", isLong ? dots : ""];
  return `${before}${shown}${behind}\n${" ".repeat(before.length + token - from)}^\n`;
}
