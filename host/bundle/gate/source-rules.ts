/**
 * What can be told from the source only: the compiler turns a subclass into a call, and drops the comment that says
 * a sort need not be stable.
 */
import ts from "typescript";
import { emptyPrototypes } from "./built-ins.ts";
import type { Refusal } from "./rule.ts";

/** Looks at one node of a source file. */
export type SourceRule = (node: ts.Node, file: ts.SourceFile) => Refusal | undefined;

const errors = new Set([
  "Error",
  "TypeError",
  "SyntaxError",
  "ReferenceError",
  "RangeError",
  "EvalError",
  "URIError",
]);

/** In Espruino `new (class extends Error)` makes a plain Error, and a subclass of Array has no methods. */
const subclass: SourceRule = (node) => {
  if (
    !ts.isHeritageClause(node) ||
    node.token !== ts.SyntaxKind.ExtendsKeyword ||
    !ts.isClassLike(node.parent)
  )
    return undefined;
  const base = node.types[0]?.expression;
  if (!base || !ts.isIdentifier(base) || !(errors.has(base.text) || emptyPrototypes.has(base.text)))
    return undefined;
  return {
    code: "SUBCLASSED_BUILT_IN",
    what: `in Espruino a subclass of ${base.text} is not one`,
    fix: errors.has(base.text)
      ? "throw an Error and tell them apart by their message"
      : "keep the value in a property",
  };
};

/** Where equal elements cannot be told apart, their order does not matter. */
const sort: SourceRule = (node, file) => {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const [order] = node.arguments;
  if (node.expression.name.text !== "sort" || !order || isDifference(order) || isAcknowledged(node, file))
    return undefined;
  return {
    code: "UNSTABLE_SORT",
    what: "Espruino's sort does not keep the order of equal elements",
    fix: "compare something unique last, and say so above it: // unstable sort is fine",
  };
};

/** `(a, b) => a - b`, either way round: a sort of numbers. */
function isDifference(order: ts.Expression): boolean {
  if (!ts.isArrowFunction(order) || !ts.isBinaryExpression(order.body)) return false;
  const { left, right, operatorToken } = order.body;
  const names = order.parameters.map(({ name }) => name.getText());
  return (
    operatorToken.kind === ts.SyntaxKind.MinusToken &&
    names.includes(left.getText()) &&
    names.includes(right.getText())
  );
}

/** The comment stands behind the call, or on a line of its own above it. */
function isAcknowledged(node: ts.CallExpression, file: ts.SourceFile): boolean {
  const { name } = node.expression as ts.PropertyAccessExpression;
  const { line } = file.getLineAndCharacterOfPosition(name.getStart());
  const [above = "", here = ""] = ["", ...file.text.split("\n")].slice(line, line + 2);
  return /\/\/.*\bunstable sort is fine\b/i.test(here) || /^\s*\/\/.*\bunstable sort is fine\b/i.test(above);
}

/** TypeScript only says that a type is missing, and not where. */
const generator: SourceRule = (node) =>
  ts.isFunctionLike(node) && "asteriskToken" in node && node.asteriskToken
    ? {
        code: "UNSUPPORTED_SYNTAX",
        what: "Espruino has no generators",
        fix: "keep the state in an object and step it",
      }
    : undefined;

export const sourceRules: readonly SourceRule[] = [subclass, sort, generator];
