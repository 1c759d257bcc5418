/**
 * A handler of an interrupt that does nothing but log integers needs nothing set before it and undone after it, where machine
 * code stores them: the call says itself that it comes from an interrupt.
 *
 * ```
 * irq(() => log.info("tick %d", ticks | 0))
 *
 * () => logInts(536870926, ticks | 0)
 * ```
 */
import ts from "typescript";
import { isFramework } from "../device-package.ts";
import { originOf } from "./log-call.ts";

const { factory } = ts;

export interface InterruptHandler {
  /** All that it does. */
  readonly only: ts.Expression;
  /** The handler that does this instead. */
  doing(expression: ts.Expression): ts.ArrowFunction;
}

/** What `node` makes a handler of, if it is a call of the framework's `irq` with a function of one expression. */
export function handlerAt(node: ts.Node, checker: ts.TypeChecker): InterruptHandler | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const [handler] = node.arguments;
  if (!handler || !ts.isArrowFunction(handler) || !isIrq(node.expression, checker)) return undefined;
  const only = onlyExpressionOf(handler.body);
  return only && { only, doing: (expression) => withBody(handler, expression) };
}

function onlyExpressionOf(body: ts.ConciseBody): ts.Expression | undefined {
  if (!ts.isBlock(body)) return body;
  const [first, second] = body.statements;
  return first && !second && ts.isExpressionStatement(first) ? first.expression : undefined;
}

const withBody = (handler: ts.ArrowFunction, expression: ts.Expression): ts.ArrowFunction =>
  factory.updateArrowFunction(
    handler,
    handler.modifiers,
    handler.typeParameters,
    handler.parameters,
    handler.type,
    handler.equalsGreaterThanToken,
    factory.createBlock([factory.createExpressionStatement(expression)]),
  );

function isIrq(name: ts.Identifier, checker: ts.TypeChecker): boolean {
  const made = originOf(name, checker)?.valueDeclaration;
  return made !== undefined && name.text === "irq" && isFramework(made.getSourceFile().fileName);
}
