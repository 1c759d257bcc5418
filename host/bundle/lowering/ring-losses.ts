/**
 * Where machine code makes the lines, it tells of lost events as well. What it says then is given to the event ring, as the
 * number that a log call of the same would have:
 *
 * ```
 * nativeRing({ lines: textLines })
 *
 * messages[17] = "native-ring: %d events lost";
 * nativeRing({ lines: textLines, losses: 556 });
 * ```
 */
import ts from "typescript";
import { lossesMessage, RING_NOTE } from "../../../firmware/native/ring-notes.ts";
import { takeApart } from "../../../firmware/printk/format-pieces.ts";
import { FACILITY, LEVEL } from "../../../firmware/printk/record.ts";
import { isFramework } from "../device-package.ts";
import type { ReadableCall } from "./log-call.ts";
import type { Message } from "./message.ts";

const { factory } = ts;

export interface MadeRing {
  readonly node: ts.CallExpression;
  readonly options: readonly ts.ObjectLiteralElementLike[];
  /** What would log the same. */
  readonly says: ReadableCall;
}

/** What it says, of a number that only the board knows. */
export function lossesSaid(): Message {
  const format = lossesMessage("%d");
  const { text: first, next } = takeApart(format);
  const piece = next!;
  return { first, parts: [{ value: factory.createIdentifier("count"), piece, text: piece.text }], format };
}

/** The event ring that `node` makes, if its options are there to be read. */
export function ringMadeAt(node: ts.Node, checker: ts.TypeChecker): MadeRing | undefined {
  if (!ts.isCallExpression(node) || !isRing(node.expression, checker)) return undefined;
  const [options] = node.arguments;
  if (options && !ts.isObjectLiteralExpression(options)) return undefined;
  const says = {
    node,
    level: RING_NOTE[LEVEL],
    facility: RING_NOTE[FACILITY],
    format: lossesMessage("%d"),
    values: [],
  };
  return { node, options: options?.properties ?? [], says };
}

/** The same call, told what to say. */
export function ringSaying({ node, options }: MadeRing, what: number): ts.CallExpression {
  const losses = factory.createPropertyAssignment("losses", factory.createNumericLiteral(what));
  return factory.updateCallExpression(node, node.expression, node.typeArguments, [
    factory.createObjectLiteralExpression([...options, losses]),
  ]);
}

function isRing(callee: ts.Expression, checker: ts.TypeChecker): boolean {
  const named = checker.getSymbolAtLocation(callee);
  const symbol = named && named.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(named) : named;
  return (
    symbol?.name === "nativeRing" &&
    (symbol.declarations ?? []).some((declaration) => isFramework(declaration.getSourceFile().fileName))
  );
}
