import ts from "typescript";
import type { SourcePosition } from "../bundle/errors.ts";

/** The name of the function around a place in a TypeScript source, if it has one. */
export function functionNameAt(
  source: string,
  { line, column }: Pick<SourcePosition, "line" | "column">,
): string | undefined {
  const file = ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true);
  const around = functionAround(file, ts.getPositionOfLineAndCharacter(file, line - 1, column - 1));
  return around && nameOf(around);
}

function functionAround(node: ts.Node, position: number): ts.Node | undefined {
  const inner = ts.forEachChild(node, (child) =>
    child.getStart() <= position && position < child.end ? functionAround(child, position) : undefined,
  );
  return inner ?? (ts.isFunctionLike(node) ? node : undefined);
}

/** Its own, or that of what it is given to. */
function nameOf(node: ts.Node): string | undefined {
  const named = (ts.isFunctionLike(node) && node.name) || nameOfHolder(node.parent);
  return named && ts.isIdentifier(named) ? named.text : undefined;
}

const nameOfHolder = (node: ts.Node): ts.Node | undefined =>
  ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)
    ? node.name
    : undefined;
