/**
 * Where the name of a watched pin is a literal, the build knows what the records of its edges say. With tokens they are in the
 * dictionary, as what log calls say is:
 *
 * ```
 * irqLog.watch(D2, { name: "door" })
 *
 * const falls = [6, "irq", (r) => "4"];
 * const rises = [6, "irq", (r) => "5"];
 * irqLog.watch(D2, { says: [falls, rises] });
 * ```
 */
import ts from "typescript";
import { EDGE_FACILITY, edgeMessage } from "../../../firmware/native/edge-sites.ts";
import { INFO } from "../../../firmware/printk/level.ts";
import { isFramework } from "../device-package.ts";
import type { ReadableCall } from "./log-call.ts";

const { factory } = ts;

export interface NamedWatch {
  readonly node: ts.CallExpression;
  readonly options: ts.ObjectLiteralExpression;
  readonly name: ts.PropertyAssignment;
  /** What would log the same: of a falling edge, and of a rising one. */
  readonly says: readonly ReadableCall[];
}

/** What `node` watches, if it is a call of the event ring's `watch` with a literal name. */
export function namedWatchAt(node: ts.Node, checker: ts.TypeChecker): NamedWatch | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const [, options] = node.arguments;
  if (!options || !ts.isObjectLiteralExpression(options) || !isWatch(node.expression.name, checker))
    return undefined;
  const name = options.properties.find(isName);
  if (!name || !ts.isStringLiteralLike(name.initializer)) return undefined;
  const { text } = name.initializer;
  const says = [0, 1].map((isHigh) => ({
    node,
    level: INFO,
    facility: EDGE_FACILITY,
    format: edgeMessage(text, isHigh).replaceAll("%", "%%"),
    values: [],
  }));
  return { node, options, name, says };
}

/** The same call with the sites of what is said in the name's place. */
export function watchSaying(
  { node, options, name }: NamedWatch,
  sites: readonly ts.Identifier[],
): ts.CallExpression {
  const says = factory.createPropertyAssignment("says", factory.createArrayLiteralExpression([...sites]));
  const saying = options.properties.map((property) => (property === name ? says : property));
  const [pin] = node.arguments;
  return factory.updateCallExpression(node, node.expression, node.typeArguments, [
    pin!,
    factory.updateObjectLiteralExpression(options, saying),
  ]);
}

const isName = (property: ts.ObjectLiteralElementLike): property is ts.PropertyAssignment =>
  ts.isPropertyAssignment(property) && ts.isIdentifier(property.name) && property.name.text === "name";

const isWatch = (name: ts.MemberName, checker: ts.TypeChecker): boolean =>
  name.text === "watch" &&
  (checker.getSymbolAtLocation(name)?.declarations ?? []).some(
    ({ parent }) =>
      ts.isInterfaceDeclaration(parent) &&
      parent.name.text === "NativeRing" &&
      isFramework(parent.getSourceFile().fileName),
  );
