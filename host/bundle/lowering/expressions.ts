/** Shapes of code that the build puts into an application. */
import ts from "typescript";

const { factory } = ts;

export const inOrder = (expressions: readonly ts.Expression[]): ts.Expression =>
  factory.createParenthesizedExpression(factory.createCommaListExpression([...expressions]));

/** Stores where the gate lets pass. */
export const asking = (gate: ts.Identifier | undefined, stored: ts.Expression): ts.Expression =>
  gate ? factory.createLogicalAnd(factory.createCallExpression(gate, undefined, []), stored) : stored;

export const mayGo = <Made extends ts.Node>(made: Made): Made =>
  ts.addSyntheticLeadingComment(made, ts.SyntaxKind.MultiLineCommentTrivia, "#__PURE__");

/** What is made of a call, so that the source map says where it comes from. */
export const placed = <Made extends ts.Node>(made: Made, from: ts.Node): Made =>
  ts.setSourceMapRange(made, from);

export const constant = (name: ts.Identifier, value: ts.Expression): ts.Statement =>
  factory.createVariableStatement(
    undefined,
    factory.createVariableDeclarationList(
      [factory.createVariableDeclaration(name, undefined, undefined, value)],
      ts.NodeFlags.Const,
    ),
  );
