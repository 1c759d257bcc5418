/**
 * Where the application has `nativeRing`, a log call of up to two integers becomes one call of machine code:
 *
 * ```
 * log.info("at %d of %d", i, n & 255)
 *
 * nameSite(17, [6, "net", (r) => "at " + d(r[4]) + " of " + d(r[5])]);
 * logInts(566, i, n & 255);
 * ```
 */
import ts from "typescript";
import { KIND_SCRIPT, KIND_SHIFT, SITE_SHIFT } from "../../../firmware/native/log-ints.ts";
import { ERR } from "../../../firmware/printk/level.ts";
import { isFramework } from "../device-package.ts";
import { isInteger } from "./integer.ts";
import type { LogCall } from "./log-call.ts";
import { isTextual, type Message } from "./message.ts";
import { isPure } from "./quiet.ts";

const { factory } = ts;

/** What the machine code's slot has room for. */
const VALUES_MAX = 2;
const PLUGINS = "espruino-baton/plugins";
const PLUGIN = "nativeRing";

/** Whether some module of the application imports the plugin that has the machine code. */
export const hasNativeRing = (program: ts.Program): boolean =>
  program
    .getSourceFiles()
    .some((file) => !isFramework(file.fileName) && file.statements.some(importsNativeRing));

/** Whether machine code can store what the call says. Errors live in a second ring, which it does not know. */
export const isNative = ({ gate, level }: LogCall, { parts }: Message, checker: ts.TypeChecker): boolean =>
  level > ERR &&
  parts.length <= VALUES_MAX &&
  parts.every(({ value }) => isInteger(value, checker) && (!gate || isPure(value)));

/** @param logInts - names what the firmware has for it. */
export function nativeCall(
  site: number,
  level: number,
  message: Message,
  values: readonly ts.Expression[],
  logInts: ts.Identifier,
): ts.Expression {
  const what = factory.createNumericLiteral((site << SITE_SHIFT) | kindOf(message) | level);
  return factory.createCallExpression(logInts, undefined, [what, ...values]);
}

/** A number that travels as its digits needs nothing that machine code has not. */
const kindOf = ({ parts }: Message): number =>
  parts.every(({ piece }) => !isTextual(piece) && piece.kind !== "f")
    ? parts.length << KIND_SHIFT
    : KIND_SCRIPT;

function importsNativeRing(statement: ts.Statement): boolean {
  if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return false;
  const names = statement.importClause?.namedBindings;
  return (
    statement.moduleSpecifier.text === PLUGINS &&
    names !== undefined &&
    ts.isNamedImports(names) &&
    names.elements.some(({ name, propertyName }) => (propertyName ?? name).text === PLUGIN)
  );
}
