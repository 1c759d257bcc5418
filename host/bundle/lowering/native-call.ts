/**
 * Where the application has `nativeRing`, a log call of up to two integers becomes one call of machine code:
 *
 * ```
 * log.info("at %d of %d", i, n & 255)
 *
 * nameSite(17, [6, "net", (r) => "at " + d(r[4]) + " of " + d(r[5])]);
 * (logInts(142, i, n & 255) || storeRefused());
 * ```
 */
import ts from "typescript";
import { ERR } from "../../../firmware/printk/level.ts";
import { isFramework } from "../device-package.ts";
import { isInteger } from "./integer.ts";
import type { LogCall } from "./log-call.ts";
import type { Message } from "./message.ts";
import { isPure } from "./quiet.ts";

const { factory } = ts;

/** What the machine code's slot has room for. */
const VALUES_MAX = 2;
/** As in the firmware's log-ints.ts. */
const LEVEL_BITS = 3;
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

/** @param core - names what the firmware has for it. */
export function nativeCall(
  site: number,
  level: number,
  values: readonly ts.Expression[],
  core: (name: "logInts" | "storeRefused") => ts.Identifier,
): ts.Expression {
  const what = factory.createNumericLiteral((site << LEVEL_BITS) | level);
  const stored = factory.createCallExpression(core("logInts"), undefined, [what, ...values]);
  const orElse = factory.createCallExpression(core("storeRefused"), undefined, []);
  return factory.createParenthesizedExpression(factory.createLogicalOr(stored, orElse));
}

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
