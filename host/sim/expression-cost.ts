import type { AnyNode, Expression, SpreadElement, Super } from "acorn";
import { syntaxCosts as cost, methodCosts, nativeMethods } from "./costs.ts";

type Part = Expression | SpreadElement | Super | AnyNode | null | undefined;

/**
 * What evaluating an expression costs, in microseconds on the RP2040: every part of it that is always evaluated, and
 * the skipping of those that may not be. What such a part costs more when it is evaluated is `deferredCost`.
 */
export function expressionCost(node: Part): number {
  if (!node) return 0;
  switch (node.type) {
    case "Identifier":
    case "ThisExpression":
    case "Super":
      return cost.identifier;
    case "Literal":
      return "regex" in node && node.regex ? cost.regExp : cost.literal;
    case "TemplateLiteral":
      return cost.template + node.expressions.length * cost.templatePart + all(node.expressions);
    case "MemberExpression":
      return (
        expressionCost(node.object) +
        (node.computed ? cost.computedMember + expressionCost(node.property) : cost.member)
      );
    case "CallExpression":
      return cost.call + calleeCost(node.callee) + argumentsCost(node.arguments);
    case "NewExpression":
      return cost.construct + expressionCost(node.callee) + argumentsCost(node.arguments);
    case "ArrayExpression":
      return cost.array + node.elements.length * cost.element + all(node.elements);
    case "ObjectExpression":
      return cost.object + all(node.properties);
    case "Property":
      return cost.property + expressionCost(node.value as Part);
    case "AssignmentExpression":
      return (
        (node.operator === "=" ? cost.assignment : cost.compoundAssignment) +
        expressionCost(node.left) +
        expressionCost(node.right)
      );
    case "UpdateExpression":
      return cost.update + expressionCost(node.argument);
    case "UnaryExpression":
      return cost.unary + expressionCost(node.argument);
    case "BinaryExpression":
      return cost.binary + expressionCost(node.left) + expressionCost(node.right);
    case "LogicalExpression":
      return cost.logical + expressionCost(node.left) + skipCost(node.right);
    case "ConditionalExpression":
      return (
        cost.conditional + expressionCost(node.test) + skipCost(node.consequent) + skipCost(node.alternate)
      );
    case "SequenceExpression":
      return node.expressions.length * cost.sequence + all(node.expressions);
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ClassExpression":
      return cost.functionLiteral + skipCost(node);
    case "SpreadElement":
      return expressionCost(node.argument);
    default:
      return cost.identifier;
  }
}

/** What a part costs, when it is evaluated after all, beyond being skipped. */
export function deferredCost(node: Expression): number {
  return Math.max(0, expressionCost(node) - skipCost(node));
}

/** What it costs to pass over the text of a node. */
export function skipCost(node: { start: number; end: number } | null | undefined): number {
  return node ? (node.end - node.start) * cost.skippedChar : 0;
}

function calleeCost(callee: Expression | Super): number {
  if (callee.type !== "MemberExpression") return expressionCost(callee);
  const name = callee.property.type === "Identifier" ? callee.property.name : "";
  const callUs = nativeMethods.has(name) ? cost.nativeMethodCall + (methodCosts[name] ?? 0) : cost.methodCall;
  return expressionCost(callee) + callUs;
}

function argumentsCost(args: readonly Part[]): number {
  return args.length * cost.argument + all(args);
}

function all(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + expressionCost(part), 0);
}
