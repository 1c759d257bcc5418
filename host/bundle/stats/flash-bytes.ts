/** How much of a bundle each log call has become. A character of the code is a byte of flash. */
import { type EachMapping, eachMapping, sourceContentFor, TraceMap } from "@jridgewell/trace-mapping";
import ts from "typescript";
import type { FirmwareBundle } from "../firmware-bundle.ts";
import type { LogSite } from "../lowering/log-sites.ts";

/**
 * For each log call, in the order of the manifest, the bytes that the source map says come from it: the expression
 * that stores the record, and the site with its text. Values that are computed for it count with it.
 */
export function flashBytes({ code, map, manifest }: FirmwareBundle): number[] {
  const trace = new TraceMap(map);
  const calls = manifest.logSites.map((site) => callAt(site, sourceContentFor(trace, site.file) ?? ""));
  const bytes = calls.map(() => 0);
  for (const { source, line, column, count } of pieces(code, trace)) {
    const index = calls.findLastIndex((call) => call.file === source && holds(call, line, column));
    if (index >= 0) bytes[index]! += count;
  }
  return bytes;
}

/** A call's place in its file, from its first to its last character. */
interface Span {
  readonly file: string;
  readonly start: ts.LineAndCharacter;
  readonly end: ts.LineAndCharacter;
}

/** Characters of the bundle that come from one place of a source. */
interface CodePiece {
  readonly source: string | null;
  readonly line: number;
  readonly column: number;
  readonly count: number;
}

function callAt({ file, line, column }: LogSite, text: string): Span {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const start = source.getPositionOfLineAndCharacter(line - 1, column - 1);
  let end = start;
  const visit = (node: ts.Node): void => {
    const isCall = ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node);
    if (isCall && node.getStart(source) === start) end = Math.max(end, node.end);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const at = (offset: number) => source.getLineAndCharacterOfPosition(offset);
  return { file, start: at(start), end: at(end) };
}

const holds = ({ start, end }: Span, line: number, character: number): boolean =>
  order({ line, character }, start) >= 0 && order({ line, character }, end) <= 0;

const order = (one: ts.LineAndCharacter, other: ts.LineAndCharacter): number =>
  one.line - other.line || one.character - other.character;

function pieces(code: string, trace: TraceMap): CodePiece[] {
  const mappings: EachMapping[] = [];
  eachMapping(trace, (mapping) => mappings.push(mapping));
  const lines = code.split("\n");
  return mappings.map((mapping, index) => {
    const next = mappings[index + 1];
    const isLast = next?.generatedLine !== mapping.generatedLine;
    const end = isLast ? (lines[mapping.generatedLine - 1]?.length ?? 0) : next.generatedColumn;
    return {
      source: mapping.source,
      line: (mapping.originalLine ?? 0) - 1,
      column: mapping.originalColumn ?? 0,
      count: end - mapping.generatedColumn,
    };
  });
}
