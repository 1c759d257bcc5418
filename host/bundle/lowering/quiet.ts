/** What the build may do with an expression, told from its syntax and types alone. */
import ts from "typescript";

/** Evaluating it changes nothing that anybody could see: it may be left out. */
export function isPure(node: ts.Expression): boolean {
  if (ts.isPrefixUnaryExpression(node) && isStep(node.operator)) return false;
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return false;
  return isMadeOfParts(node) && everyPart(node, isPure);
}

/**
 * Evaluating it runs no statement of anybody's: it may stand within a transition that has to be one expression. What is
 * called may be anything, an object that is made a text or a number runs its methods, and so may a getter.
 */
export function isQuiet(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (ts.isPropertyAccessExpression(node) && isAccessor(node, checker)) return false;
  if (
    ts.isElementAccessExpression(node) &&
    !hasOnly(node.argumentExpression, checker, ts.TypeFlags.NumberLike)
  )
    return false;
  if (isArithmetic(node) && !partsOf(node).every((part) => isPrimitive(part, checker))) return false;
  const steps = ts.isPostfixUnaryExpression(node);
  return (isMadeOfParts(node) || steps) && everyPart(node, (part) => isQuiet(part, checker));
}

/** The value, where the source gives it. */
export function constantOf(node: ts.Expression): string | number | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  const isNegative = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken;
  return isNegative && ts.isNumericLiteral(node.operand) ? -Number(node.operand.text) : undefined;
}

/** Whether a record can keep the value as it is: it can neither change nor be longer than the texts of its type. */
export const isKept = (node: ts.Expression, checker: ts.TypeChecker): boolean =>
  typesOf(node, checker).every(
    (type) => (type.flags & SMALL) !== 0 || (type.isStringLiteral() && type.value.length <= TEXT_CHARS_MAX),
  );

/** Making it a text runs no code of anybody's. */
export const isPrimitive = (node: ts.Expression, checker: ts.TypeChecker): boolean =>
  hasOnly(node, checker, SMALL | ts.TypeFlags.StringLike);

/** As `VALUE_CHARS_MAX` in the firmware's snapshot.ts. */
const TEXT_CHARS_MAX = 128;

const SMALL = ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.Undefined | ts.TypeFlags.Null;

const hasOnly = (node: ts.Expression, checker: ts.TypeChecker, flags: ts.TypeFlags): boolean =>
  typesOf(node, checker).every((type) => (type.flags & flags) !== 0);

function typesOf(node: ts.Expression, checker: ts.TypeChecker): readonly ts.Type[] {
  const type = checker.getTypeAtLocation(node);
  return type.isUnion() ? type.types : [type];
}

const isMadeOfParts = (node: ts.Expression): boolean =>
  ts.isLiteralExpression(node) ||
  ts.isIdentifier(node) ||
  ts.isPropertyAccessExpression(node) ||
  ts.isElementAccessExpression(node) ||
  ts.isParenthesizedExpression(node) ||
  ts.isPrefixUnaryExpression(node) ||
  ts.isBinaryExpression(node) ||
  ts.isConditionalExpression(node) ||
  ts.isTemplateExpression(node) ||
  ts.isArrayLiteralExpression(node) ||
  ts.isAsExpression(node) ||
  ts.isNonNullExpression(node) ||
  ts.isTypeOfExpression(node) ||
  [
    ts.SyntaxKind.TrueKeyword,
    ts.SyntaxKind.FalseKeyword,
    ts.SyntaxKind.NullKeyword,
    ts.SyntaxKind.ThisKeyword,
  ].includes(node.kind);

const isArithmetic = (node: ts.Expression): boolean =>
  ts.isBinaryExpression(node) ||
  ts.isPrefixUnaryExpression(node) ||
  ts.isPostfixUnaryExpression(node) ||
  ts.isTemplateExpression(node);

const everyPart = (node: ts.Expression, test: (part: ts.Expression) => boolean): boolean =>
  partsOf(node).every(test);

/** The expressions right below; the type in `x as T` is none. */
function partsOf(node: ts.Node): ts.Expression[] {
  const parts: ts.Expression[] = [];
  ts.forEachChild(node, (child) => {
    if (ts.isTemplateSpan(child)) parts.push(child.expression);
    else if (ts.isExpression(child) && !isMemberName(node, child)) parts.push(child);
  });
  return parts;
}

const isMemberName = (parent: ts.Node, child: ts.Node): boolean =>
  ts.isPropertyAccessExpression(parent) && parent.name === child;

/** A property that nothing is known of may be a getter. */
function isAccessor(node: ts.PropertyAccessExpression, checker: ts.TypeChecker): boolean {
  const symbol = checker.getSymbolAtLocation(node.name);
  return !symbol || (symbol.flags & ts.SymbolFlags.Accessor) !== 0;
}

const isStep = (operator: ts.SyntaxKind): boolean =>
  operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;

const isAssignment = (operator: ts.SyntaxKind): boolean =>
  operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
