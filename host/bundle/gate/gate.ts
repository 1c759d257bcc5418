/**
 * The gate: lets no bundle through that Espruino would refuse, or would run otherwise than JavaScript. Espruino finds
 * most of it only when the statement runs, and some of it never, so it has to be found here. What is refused is said
 * in terms of the source.
 */
import { readFileSync } from "node:fs";
import type { Plugin } from "rollup";
import ts from "typescript";
import type { Application } from "../application.ts";
import { rejected } from "../errors.ts";
import { onlyChunk } from "../manifest.ts";
import { plainText } from "../pretokenise.ts";
import { readScopes } from "../scopes.ts";
import { SourceMapReader } from "../source-positions.ts";
import { type AnyNode, parseCode, walk } from "../syntax-tree.ts";
import { builtInRules, nameOf } from "./built-in-rules.ts";
import { declaredFirst } from "./declaration-rules.ts";
import { refused } from "./errors.ts";
import { regExp } from "./regexp-rules.ts";
import type { FinishedCode, Refusal, Rule } from "./rule.ts";
import { sourceRules } from "./source-rules.ts";
import { syntax } from "./syntax-rules.ts";

const rules: readonly Rule[] = [syntax, regExp, ...builtInRules, declaredFirst];

/** Something refused, at an offset of what was read. */
export interface Finding extends Refusal {
  readonly offset: number;
}

export function gate(application: Application): Plugin {
  return {
    name: "gate",
    moduleParsed({ id }) {
      if (id.endsWith(".ts")) checkSource(id);
    },
    generateBundle(_options, output) {
      const { code, map } = onlyChunk(output);
      const { text, toFlashed } = plainText(code);
      const [finding] = findingsIn(text);
      if (!finding) return;
      const place = new SourceMapReader(map, application).positionOf(code, toFlashed(finding.offset));
      throw rejected(refused(finding, place));
    },
  };
}

/** Everything wrong with finished code, in the order in which it stands there. */
export function findingsIn(code: string): Finding[] {
  const finished = readFinished(code);
  const findings: Finding[] = [];
  walk(finished.program, (node, ancestors) => {
    const refusal = firstOf(rules, (rule) => rule(node, finished, ancestors.at(-1)));
    if (refusal) findings.push({ ...refusal, offset: node.start });
  });
  return findings;
}

function checkSource(file: string): void {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const check = (node: ts.Node): void => {
    const refusal = firstOf(sourceRules, (rule) => rule(node, source));
    if (refusal) throw rejected(refused(refusal, positionIn(source, node.getStart())));
    ts.forEachChild(node, check);
  };
  check(source);
}

function positionIn(source: ts.SourceFile, offset: number) {
  const { line, character } = source.getLineAndCharacterOfPosition(offset);
  return { file: source.fileName, line: line + 1, column: character + 1 };
}

function readFinished(code: string): FinishedCode {
  const program = parseCode(code);
  const scopes = readScopes(program);
  return {
    program,
    scopes,
    globals: new Map(scopes.free.map((use) => [use.node, use])),
    ownProperties: definedProperties(program),
  };
}

/** Keys of object literals, and members that are assigned to. */
function definedProperties(program: AnyNode): Set<string> {
  const names = new Set<string>();
  walk(program, (node) => {
    if (node.type === "Property" && node.key.type === "Identifier") names.add(node.key.name);
    if (node.type === "AssignmentExpression" && node.left.type === "MemberExpression")
      names.add(nameOf(node.left));
  });
  return names;
}

function firstOf<Item, Result>(
  items: readonly Item[],
  look: (item: Item) => Result | undefined,
): Result | undefined {
  for (const item of items) {
    const found = look(item);
    if (found) return found;
  }
  return undefined;
}
