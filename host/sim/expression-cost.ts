import type { AnyNode, Expression, Literal, SpreadElement, Super } from "acorn";
import {
  syntaxCosts as cost,
  memberCosts,
  methodCosts,
  nativeMethods,
  nativeObjects,
  skipCosts,
} from "./costs.ts";
import { leavesOf } from "./syntax-leaves.ts";

/** Espruino's names for pins: `D2`, `A5`. */
const PIN = /^[A-DP]\d+$/;

type Part = Expression | SpreadElement | Super | AnyNode | null | undefined;

/**
 * What evaluating an expression costs, in microseconds on the RP2040: every part of it that is always evaluated, and
 * the skipping of those that may not be. What such a part costs more when it is evaluated is `deferredCost`.
 */
export function expressionCost(node: Part): number {
  if (!node) return 0;
  switch (node.type) {
    case "Identifier":
      return nameCost(node.name) + (node.name === "arguments" ? cost.argumentsObject : 0);
    case "Literal":
      return literalCost(node);
    case "TemplateLiteral":
      return cost.template + node.expressions.length * cost.templatePart + all(node.expressions);
    case "MemberExpression":
      return (
        expressionCost(node.object) +
        (node.computed ? cost.computedMember + expressionCost(node.property) : memberCost(node.property))
      );
    case "CallExpression":
      return cost.call + calleeCost(node.callee) + argumentsCost(node.arguments);
    case "NewExpression":
      return cost.construct + expressionCost(node.callee) + argumentsCost(node.arguments);
    case "ArrayExpression":
      return cost.array + node.elements.length * cost.element + all(node.elements);
    case "ObjectExpression":
      return cost.object + all(node.properties) + cost.propertyBefore * pairs(node.properties.length);
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
      return (node.operator === "!" ? cost.not : cost.unary) + expressionCost(node.argument);
    case "BinaryExpression":
      return (
        (node.operator.endsWith("==") ? cost.equality : cost.binary) +
        expressionCost(node.left) +
        expressionCost(node.right)
      );
    case "LogicalExpression":
      return cost.logical + expressionCost(node.left) + skipCost(node.right);
    case "ConditionalExpression":
      return (
        cost.conditional + expressionCost(node.test) + skipCost(node.consequent) + skipCost(node.alternate)
      );
    case "SequenceExpression":
      return all(node.expressions);
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ClassExpression":
      return cost.functionLiteral + skipCost(node, "functionBody");
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
export function skipCost(
  node: AnyNode | null | undefined,
  kind: keyof typeof skipCosts = "expression",
): number {
  if (!node) return 0;
  const { leaf, char } = skipCosts[node.type === "BlockStatement" && kind === "expression" ? "block" : kind];
  return leavesOf(node) * leaf + (node.end - node.start) * char;
}

function nameCost(name: string): number {
  return cost.identifier + (name.length - 1) * cost.nameChar + (PIN.test(name) ? cost.pin : 0);
}

function literalCost({ value, raw = "", ...node }: Literal): number {
  if ("regex" in node && node.regex) return cost.regExp;
  if (typeof value === "string") return cost.text + value.length * cost.textChar;
  if (raw.includes(".")) return cost.fraction + raw.length * cost.fractionChar;
  return cost.number + raw.length * cost.numberChar;
}

function memberCost(property: AnyNode): number {
  const name = property.type === "Identifier" ? property.name : "";
  return cost.member + name.length * cost.nameChar + (memberCosts.get(name) ?? 0);
}

function calleeCost(callee: Expression | Super): number {
  if (callee.type !== "MemberExpression") return expressionCost(callee);
  const name = callee.property.type === "Identifier" ? callee.property.name : "";
  const isNative =
    nativeMethods.has(name) || (callee.object.type === "Identifier" && nativeObjects.has(callee.object.name));
  return expressionCost(callee) + (isNative ? cost.nativeMethodCall + (methodCosts.get(name) ?? 0) : 0);
}

function argumentsCost(args: readonly Part[]): number {
  return args.length * cost.argument + all(args);
}

function all(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + expressionCost(part), 0);
}

/** How often two of so many things meet. */
function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}
