/**
 * Where the application has `nativeRing`, a log call of up to two integers becomes one call of machine code:
 *
 * ```
 * log.info("at %d of %d", i, n & 255)
 *
 * nameSite(17, [6, "net", (r) => "at " + d(r[4]) + " of " + d(r[5])]);
 * logInts(566, i, n & 255);
 * ```
 *
 * With `textLines` the site is told `"net: at %d of %d"` besides.
 */
import ts from "typescript";
import { KIND_SCRIPT, KIND_SHIFT, SITE_SHIFT } from "../../../firmware/native/log-ints.ts";
import { CONTEXT_SHIFT, type Context } from "../../../firmware/platform/platform.ts";
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
const BOARD = "espruino-baton/board";

/**
 * Whether some module of the application imports the plugin that has the machine code which stores records, and the
 * application does not leave it alone on this board: it does so if it asks for `hasNativeConsole` and there is none.
 */
export const usesNativeRing = (program: ts.Program, hasNativeConsole?: boolean): boolean =>
  importsFrom(program, PLUGINS, "nativeRing") &&
  (hasNativeConsole === true || !importsFrom(program, BOARD, "hasNativeConsole"));

/** Whether some module of the application imports the machine code that makes text of them. */
export const hasTextLines = (program: ts.Program): boolean => importsFrom(program, PLUGINS, "textLines");

const importsFrom = (program: ts.Program, module: string, name: string): boolean =>
  program
    .getSourceFiles()
    .some(
      (file) =>
        !isFramework(file.fileName) && file.statements.some((statement) => imports(statement, module, name)),
    );

/** Whether machine code can store what the call says. Errors live in a second ring, which it does not know. */
export const isNative = ({ gate, level }: LogCall, { parts }: Message, checker: ts.TypeChecker): boolean =>
  level > ERR &&
  parts.length <= VALUES_MAX &&
  parts.every(({ value }) => isInteger(value, checker) && (!gate || isPure(value)));

interface NativeCall {
  readonly level: number;
  readonly context: Context;
  /** Whether machine code can make a line of it. */
  readonly isPlain: boolean;
  readonly values: readonly ts.Expression[];
}

/** What `logInts` is told that was called. */
export function numberOf(site: number, { level, context, isPlain, values }: NativeCall): number {
  const kind = isPlain ? values.length << KIND_SHIFT : KIND_SCRIPT;
  return (context << CONTEXT_SHIFT) | (site << SITE_SHIFT) | kind | level;
}

/** @param logInts - names what the firmware has for it. */
export function nativeCall(site: number, call: NativeCall, logInts: ts.Identifier): ts.Expression {
  const what = factory.createNumericLiteral(numberOf(site, call));
  return factory.createCallExpression(logInts, undefined, [what, ...call.values]);
}

/** A number that travels as its digits needs nothing that machine code has not. */
export const isPlainInTokens = ({ parts }: Message): boolean =>
  parts.every(({ piece }) => !isTextual(piece) && piece.kind !== "f");

function imports(statement: ts.Statement, module: string, wanted: string): boolean {
  if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return false;
  const names = statement.importClause?.namedBindings;
  return (
    statement.moduleSpecifier.text === module &&
    names !== undefined &&
    ts.isNamedImports(names) &&
    names.elements.some(({ name, propertyName }) => (propertyName ?? name).text === wanted)
  );
}
