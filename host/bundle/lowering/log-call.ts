/**
 * Finds log calls: `log.info("temp %d", t)` and ``log.info`temp ${t}` ``, where `log` is the framework's logger or a child
 * of it that the build can follow to where it was made.
 */
import ts from "typescript";
import { LEVEL_NAMES } from "../../../firmware/printk/logger.ts";
import { isFramework } from "../device-package.ts";

export interface LogCall {
  readonly node: ts.CallExpression | ts.TaggedTemplateExpression;
  /** The constant that the call goes through, where that is a logger that says less: `rateLimited(…)`. */
  readonly gate?: ts.Identifier;
  readonly level: number;
  /** Undefined where the logger comes from somewhere that the build cannot see. */
  readonly facility: string | undefined;
  /** Undefined for a format that is made up at run time. */
  readonly format: string | undefined;
  readonly values: readonly ts.Expression[];
}

/** One of which the build knows what its records have in common. */
export type ReadableCall = LogCall & { readonly facility: string; readonly format: string };

export const isReadable = (call: LogCall): call is ReadableCall =>
  call.facility !== undefined && call.format !== undefined;

/**
 * What `node` logs, if it is a call of a logger.
 *
 * @param unseen - the facility of loggers that cannot be followed, where all have the same.
 */
export function logCallAt(node: ts.Node, checker: ts.TypeChecker, unseen?: string): LogCall | undefined {
  const callee = calleeOf(node);
  if (!callee) return undefined;
  const level = LEVEL_NAMES.indexOf(callee.name.text);
  const gated = gatedLogger(callee.expression, checker);
  const logger = gated ? gated.logger : callee.expression;
  if (level < 0 || !isLogger(logger, checker)) return undefined;
  const facility = facilityOf(logger, checker, unseen);
  const gate = gated && (callee.expression as ts.Identifier);
  return ts.isCallExpression(node)
    ? { node, gate, level, facility, ...formatted(node) }
    : {
        node: node as ts.TaggedTemplateExpression,
        gate,
        level,
        facility,
        ...templated(node as ts.TaggedTemplateExpression),
      };
}

/** `once(logger)` or `rateLimited(logger, intervalMs, burst)`. */
export interface GatedLogger {
  readonly kind: "once" | "rateLimited";
  readonly logger: ts.Expression;
  readonly facility: string | undefined;
  /** What stands behind the logger. */
  readonly rest: readonly ts.Expression[];
}

/** The logger that says less which `node` makes. */
export function gatedLoggerMadeBy(
  node: ts.Node,
  checker: ts.TypeChecker,
  unseen?: string,
): GatedLogger | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const made = originOf(node.expression, checker)?.valueDeclaration;
  const [logger, ...rest] = node.arguments;
  if (!made || !logger || !ts.isFunctionDeclaration(made) || !isOurs(made)) return undefined;
  const kind = made.name?.text;
  if (kind !== "once" && kind !== "rateLimited") return undefined;
  return { kind, logger, facility: facilityOf(logger, checker, unseen), rest };
}

/** The same of what a constant is. */
function gatedLogger(expression: ts.Expression, checker: ts.TypeChecker): GatedLogger | undefined {
  const made = ts.isIdentifier(expression) ? initializerOf(expression, checker) : undefined;
  return made && gatedLoggerMadeBy(made, checker);
}

/** Whether `node` logs in any way: through a logger, one that says less, or as a continuation. */
export function isLogging(node: ts.Node, checker: ts.TypeChecker): boolean {
  const callee = calleeOf(node);
  return (
    callee !== undefined &&
    (callee.name.text === "cont" || LEVEL_NAMES.includes(callee.name.text)) &&
    (checker.getSymbolAtLocation(callee.name)?.declarations?.some(({ parent }) => isLoggerClass(parent)) ??
      false)
  );
}

/** Whether `node` makes a child logger, which does nothing else. */
export const isChildLogger = (node: ts.Node, checker: ts.TypeChecker): boolean =>
  ts.isCallExpression(node) && childName(node, checker) !== undefined;

function formatted({ arguments: args }: ts.CallExpression): Pick<LogCall, "format" | "values"> {
  const [first, ...values] = args;
  return first && ts.isStringLiteralLike(first) && !args.some(ts.isSpreadElement)
    ? { format: first.text, values }
    : { format: undefined, values: [...args] };
}

/** A template as a format: `%s` for each value. */
function templated({ template }: ts.TaggedTemplateExpression): Pick<LogCall, "format" | "values"> {
  const text = (part: ts.TemplateLiteralLikeNode): string => part.text.replaceAll("%", "%%");
  if (ts.isNoSubstitutionTemplateLiteral(template)) return { format: text(template), values: [] };
  const tails = template.templateSpans.map((span) => `%s${text(span.literal)}`);
  return {
    format: text(template.head) + tails.join(""),
    values: template.templateSpans.map((span) => span.expression),
  };
}

const isLogger = (expression: ts.Expression, checker: ts.TypeChecker): boolean =>
  checker.getTypeAtLocation(expression).getSymbol()?.declarations?.some(isLoggerClass) ?? false;

const isLoggerClass = (node: ts.Node): boolean =>
  isOurs(node) && ts.isClassDeclaration(node) && node.name?.text === "Logger";

/** `x.y` of the call `x.y(…)` or of the tagged template ``x.y`…` ``. */
function calleeOf(node: ts.Node): ts.PropertyAccessExpression | undefined {
  const callee = ts.isCallExpression(node)
    ? node.expression
    : ts.isTaggedTemplateExpression(node)
      ? node.tag
      : undefined;
  return callee && ts.isPropertyAccessExpression(callee) ? callee : undefined;
}

/** The module that a logger logs for, followed to the `pr` or the `child("…")` that it is. */
function facilityOf(expression: ts.Expression, checker: ts.TypeChecker, unseen?: string): string | undefined {
  if (!ts.isIdentifier(expression)) return childName(expression, checker, unseen);
  const made = initializerOf(expression, checker);
  return !made ? unseen : isPr(made) ? "" : facilityOf(made, checker, unseen);
}

/** `x.child("net")`, where `x` can be followed too: a logger of another core is nobody's child here. */
function childName(expression: ts.Expression, checker: ts.TypeChecker, unseen?: string): string | undefined {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression))
    return unseen;
  const { name, expression: parent } = expression.expression;
  const [facility] = expression.arguments;
  const isChild =
    name.text === "child" && isLogger(parent, checker) && facilityOf(parent, checker, unseen) !== undefined;
  return isChild && facility && ts.isStringLiteralLike(facility) ? facility.text : undefined;
}

/** What a name stands for, behind all imports. */
export function originOf(name: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function initializerOf(name: ts.Identifier, checker: ts.TypeChecker): ts.Expression | undefined {
  const declaration = originOf(name, checker)?.valueDeclaration;
  const isConstant =
    declaration &&
    ts.isVariableDeclaration(declaration) &&
    (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  return isConstant ? declaration.initializer : undefined;
}

/** Whether this is where the framework makes its first logger. */
const isPr = (made: ts.Expression): boolean => isOurs(made) && ts.isNewExpression(made);

const isOurs = (node: ts.Node): boolean => isFramework(node.getSourceFile().fileName);
