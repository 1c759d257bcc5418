/**
 * Loggers that say less. Where every use of such a constant is a log call that can be lowered, the constant becomes the gate
 * itself, and each call asks it first:
 *
 * ```
 * const seldom = rateLimited(net, 1000, 5);
 * seldom.info("temp %d", t);
 *
 * const seldom = rateGate(printk, "net", 1000, 5);
 * seldom() && (…);
 * ```
 */
import ts from "typescript";
import { type GatedLogger, gatedLoggerMadeBy, isReadable, logCallAt, originOf } from "./log-call.ts";
import { isStripped } from "./log-directives.ts";
import type { Lowering } from "./lowering.ts";

/** The gates of a program. @param isOurs - tells the framework's files. */
export function gatesIn(program: ts.Program, lowering: Lowering, isOurs: (file: string) => boolean): Gates {
  const { directives, unseenFacility } = lowering;
  const checker = program.getTypeChecker();
  const isLowered = (node: ts.Node): boolean => {
    const call = logCallAt(node, checker, unseenFacility);
    return call !== undefined && (isReadable(call) || isStripped(directives, call.facility, call.level));
  };
  const files = program
    .getSourceFiles()
    .filter(({ fileName, isDeclarationFile }) => !isDeclarationFile && !isOurs(fileName));
  return new Gates(files, checker, isLowered, unseenFacility);
}

export class Gates {
  /** For each constant that is a logger that says less, where it is mentioned. */
  private readonly mentions = new Map<ts.Symbol, ts.Identifier[]>();

  /**
   * @param files - all of the application's.
   * @param isLowered - whether a call of a logger can be lowered.
   * @param unseen - the facility of loggers that cannot be followed, where all have the same.
   */
  constructor(
    files: readonly ts.SourceFile[],
    private readonly checker: ts.TypeChecker,
    private readonly isLowered: (node: ts.Node) => boolean,
    private readonly unseen?: string,
  ) {
    for (const file of files) if (/\b(?:once|rateLimited)\b/.test(file.text)) visit(file, this.findConstant);
    if (this.mentions.size > 0) for (const file of files) visit(file, this.findMention);
  }

  /** Whether the constant is a gate in the bundle. */
  has(name: ts.Identifier): boolean {
    const symbol = originOf(name, this.checker);
    const mentions = symbol && this.mentions.get(symbol);
    return mentions?.every((mention) => this.mayBeGate(mention)) ?? false;
  }

  /** The logger that says less which `node` makes, where it becomes a gate. */
  madeBy(node: ts.Node): GatedLogger | undefined {
    const { parent } = node;
    return parent && isConstant(parent) && this.has(parent.name)
      ? gatedLoggerMadeBy(node, this.checker, this.unseen)
      : undefined;
  }

  private readonly findConstant = (node: ts.Node): void => {
    if (!isConstant(node) || !node.initializer) return;
    const symbol = originOf(node.name, this.checker);
    if (symbol && gatedLoggerMadeBy(node.initializer, this.checker)) this.mentions.set(symbol, []);
  };

  private readonly findMention = (node: ts.Node): void => {
    if (!ts.isIdentifier(node)) return;
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
      : originOf(node, this.checker);
    if (symbol) this.mentions.get(symbol)?.push(node);
  };

  private mayBeGate(mention: ts.Identifier): boolean {
    const { parent } = mention;
    if (ts.isPropertyAccessExpression(parent))
      return parent.expression === mention && this.isLowered(parent.parent);
    return isConstant(parent) || ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent);
  }
}

const isConstant = (node: ts.Node): node is ts.VariableDeclaration & { readonly name: ts.Identifier } =>
  ts.isVariableDeclaration(node) &&
  ts.isIdentifier(node.name) &&
  (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0;

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}
