/**
 * Which expressions are integers of 32 bits whatever happens, told from the source: what bit operations make, and variables that
 * are given nothing else or are counted. A counter would have to be counted 2^31 times to be none.
 */
import ts from "typescript";

export function isInteger(node: ts.Expression, checker: ts.TypeChecker): boolean {
  return isPlain(node, checker) || (ts.isIdentifier(node) && isIntegerVariable(node, checker));
}

/** An integer that is told from the expression alone. */
function isPlain(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (ts.isParenthesizedExpression(node)) return isPlain(node.expression, checker);
  if (ts.isNumericLiteral(node)) return isInt32(Number(node.text));
  if (ts.isPrefixUnaryExpression(node)) return isPlainPrefix(node, checker);
  return ts.isBinaryExpression(node) && BIT_OPERATORS.has(node.operatorToken.kind) && isNumber(node, checker);
}

/** Not `>>>`, which may make 2^32 - 1. */
const BIT_OPERATORS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.BarToken,
  ts.SyntaxKind.AmpersandToken,
  ts.SyntaxKind.CaretToken,
  ts.SyntaxKind.LessThanLessThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanToken,
]);

const isInt32 = (value: number): boolean => value === (value | 0);

const isNumber = (node: ts.Expression, checker: ts.TypeChecker): boolean =>
  (checker.getTypeAtLocation(node).flags & ts.TypeFlags.NumberLike) !== 0;

function isPlainPrefix({ operator, operand }: ts.PrefixUnaryExpression, checker: ts.TypeChecker): boolean {
  if (operator === ts.SyntaxKind.TildeToken) return isNumber(operand, checker);
  return (
    operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(operand) && isInt32(-Number(operand.text))
  );
}

/** A variable of this module that begins as an integer and is given nothing but integers. */
function isIntegerVariable(name: ts.Identifier, checker: ts.TypeChecker): boolean {
  const variable = checker.getSymbolAtLocation(name);
  const declaration = variable?.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  const file = declaration.getSourceFile();
  return (
    file === name.getSourceFile() &&
    isPlain(declaration.initializer, checker) &&
    everyNode(file, (node) => staysInteger(node, variable as ts.Symbol, checker))
  );
}

/** Whether `node` is no assignment to the variable, or one of an integer. */
function staysInteger(node: ts.Node, variable: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (!ts.isBinaryExpression(node) || !mayChange(node.left, variable, checker)) return true;
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.EqualsToken) return isPlain(node.right, checker);
  return kind < ts.SyntaxKind.FirstAssignment || kind > ts.SyntaxKind.LastAssignment;
}

/** Who takes an array or an object apart may give its parts to anybody. */
const mayChange = (left: ts.Expression, variable: ts.Symbol, checker: ts.TypeChecker): boolean =>
  ts.isIdentifier(left)
    ? checker.getSymbolAtLocation(left) === variable
    : ts.isArrayLiteralExpression(left) || ts.isObjectLiteralExpression(left);

const everyNode = (node: ts.Node, test: (node: ts.Node) => boolean): boolean =>
  test(node) && !ts.forEachChild(node, (child) => !everyNode(child, test));
