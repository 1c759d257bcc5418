/**
 * Lowers log calls: what would be a call through a logger becomes one inline expression that stores the record. It is the
 * fastest there can be on an interpreter that charges for each call, and being one expression it is atomic against
 * interrupts (ONE-EXPRESSION). What the program says stays the same.
 *
 * ```
 * log.info("temp %d", t)
 *
 * const site = [6, "net", (r) => "temp " + d(r[4])];
 * (ring.records[ring.nextSeq & 63] = [ring.nextSeq++, now(), platform.context, site, t],
 *   ring.nextSeq < ring.quietSeq || wake());
 * ```
 *
 * A value whose evaluation may run other code is evaluated first, because an interrupt may come inside it.
 */
import ts from "typescript";
import { type Context, IRQ, TASK } from "../../../firmware/platform/platform.ts";
import { ERR } from "../../../firmware/printk/level.ts";
import { ERRORS_MAX } from "../../../firmware/printk/record-ring.ts";
import type { CliError } from "../../errors.ts";
import { type SourcePosition, sideEffectStripped } from "../errors.ts";
import { namedWatchAt, watchSaying } from "./edge-names.ts";
import { asking, constant, inOrder, mayGo, placed } from "./expressions.ts";
import { type Gates, gatesIn } from "./gates.ts";
import { Imports } from "./imports.ts";
import { handlerAt } from "./interrupt-handler.ts";
import {
  type GatedLogger,
  isChildLogger,
  isLogging,
  isReadable,
  type LogCall,
  logCallAt,
  type ReadableCall,
} from "./log-call.ts";
import { isStripped, type LogDirectives } from "./log-directives.ts";
import { dictionaryOf, type LogSite } from "./log-sites.ts";
import { argumentOf, type Message, messageOf, textExpression } from "./message.ts";
import {
  hasTextLines,
  isNative,
  isPlainInTokens,
  nativeCall,
  numberOf,
  usesNativeRing,
} from "./native-call.ts";
import { nativeText } from "./native-text.ts";
import { isKept, isPrimitive, isPure, isQuiet } from "./quiet.ts";
import { lossesSaid, type MadeRing, ringMadeAt, ringSaying } from "./ring-losses.ts";

const { factory } = ts;

export interface Lowering {
  readonly directives: LogDirectives;
  /** Whether texts stay on the host, and records go out as tokens. */
  readonly hasTokens: boolean;
  /** The ring's `recordMask` from `boot` on, where all bundles have the same. */
  readonly recordMask?: number;
  /** Whether the board runs machine code that can store records. */
  readonly hasNativeCalls: boolean;
  /** Whether it also writes them, to the board's console; false unless given. */
  readonly hasNativeConsole?: boolean;
  /** Whether it also makes text of them; told from the program. */
  readonly hasTextLines?: boolean;
  /** The facility of loggers that cannot be followed, where all have the same: in tests of the core. */
  readonly unseenFacility?: string;
  /** As it is called in the source map. */
  readonly sourceName: (file: string) => string;
  /** Filled while the modules are compiled. */
  readonly sites: LogSite[];
  /** Log calls that stay calls; filled likewise. */
  readonly textCalls: SourcePosition[];
  readonly errors: CliError[];
}

/** What names the sites so far, where records go out as tokens. */
export const dictionaryIn = ({ hasTokens, sites }: Lowering): string | undefined =>
  hasTokens ? dictionaryOf(sites) : undefined;

/** For TypeScript, in front of its own transformations. The framework's own modules are left alone. */
export const lowerLogCalls =
  (lowering: Lowering, isOurs: (file: string) => boolean) =>
  (program: ts.Program): ts.TransformerFactory<ts.SourceFile> => {
    const checker = program.getTypeChecker();
    const gates = gatesIn(program, lowering, isOurs);
    const hasNativeCalls = lowering.hasNativeCalls && usesNativeRing(program, lowering.hasNativeConsole);
    const hasText = !lowering.hasTokens && hasTextLines(program);
    return (context) => (file) =>
      isOurs(file.fileName)
        ? file
        : new ModuleLowering(
            { ...lowering, hasNativeCalls, hasTextLines: hasText },
            checker,
            gates,
            context,
          ).lower(file);
  };

/** The modules that lowered code imports from. */
const CORE = "espruino-baton/singleton";
const WIRE = "espruino-baton/wire";
const GATES = "espruino-baton/gates";
const STORE_INTS = "espruino-baton/store-ints";

class ModuleLowering {
  private readonly imports = new Imports();
  private readonly facilities = new Map<string, ts.Identifier>();
  private readonly sites: ts.Statement[] = [];

  constructor(
    private readonly lowering: Lowering,
    private readonly checker: ts.TypeChecker,
    private readonly gates: Gates,
    private readonly context: ts.TransformationContext,
  ) {}

  lower(file: ts.SourceFile): ts.SourceFile {
    const lowered = ts.visitEachChild(file, this.visit, this.context);
    if (this.imports.isEmpty) return lowered;
    const at = lowered.statements.findLastIndex(ts.isImportDeclaration) + 1;
    const statements = [
      ...lowered.statements.slice(0, at),
      ...this.imports.declarations(),
      ...this.sites,
      ...lowered.statements.slice(at),
    ];
    return factory.updateSourceFile(lowered, statements);
  }

  private readonly visit = (node: ts.Node): ts.Node => {
    if (ts.isExpressionStatement(node)) {
      const call = this.callAt(node.expression);
      if (call && this.isGone(call)) return factory.createEmptyStatement();
    }
    const call = this.callAt(node);
    if (isLogging(node, this.checker) && !(call && (isReadable(call) || this.isGone(call))))
      this.lowering.textCalls.push(this.placeOf(node));
    const handler = this.lowering.hasNativeCalls ? handlerAt(node, this.checker) : undefined;
    const logged = handler && this.callAt(handler.only);
    if (logged && this.isNativeAlone(logged)) return handler.doing(this.native(logged, IRQ));
    const named = this.lowering.hasTokens ? namedWatchAt(node, this.checker) : undefined;
    if (named) {
      const sites = named.says.map((call) => this.constant(this.site(call, messageOf(call.format, []))));
      return ts.visitEachChild(watchSaying(named, sites), this.visit, this.context);
    }
    const ring = this.lowering.hasNativeCalls ? ringMadeAt(node, this.checker) : undefined;
    if (ring && (this.lowering.hasTokens || this.lowering.hasTextLines))
      return ringSaying(ring, this.losses(ring));
    const gated = this.gates.madeBy(node);
    if (gated) return this.gate(gated);
    if (!call) return this.unusedMayGo(ts.visitEachChild(node, this.visit, this.context), node);
    if (this.isGone(call)) return factory.createVoidZero();
    if (!isReadable(call)) return ts.visitEachChild(node, this.visit, this.context);
    const stored = this.stored(call);
    return ts.setTextRange(
      ts.isExpressionStatement(node.parent) ? stored : factory.createVoidExpression(stored),
      node,
    );
  };

  private callAt(node: ts.Node): LogCall | undefined {
    const call = logCallAt(node, this.checker, this.lowering.unseenFacility);
    return call?.gate && !this.gates.has(call.gate) ? undefined : call;
  }

  /** A child logger that only lowered calls have used falls out of the bundle. */
  private unusedMayGo(visited: ts.Node, node: ts.Node): ts.Node {
    return isChildLogger(node, this.checker) ? mayGo(visited) : visited;
  }

  /** A gate in the place of a logger that says less. */
  private gate({ kind, facility, rest }: GatedLogger): ts.Expression {
    const limits = rest.map((limit) => ts.visitNode(limit, this.visit) as ts.Expression);
    if (kind === "once")
      return factory.createCallExpression(this.imports.named(GATES, "onceGate"), undefined, []);
    return factory.createCallExpression(this.imports.named(GATES, "rateGate"), undefined, [
      this.core("printk"),
      factory.createStringLiteral(facility as string),
      ...limits,
    ]);
  }

  private isGone(call: LogCall): boolean {
    if (!isStripped(this.lowering.directives, call.facility, call.level)) return false;
    const impure = call.values.find((value) => !isPure(value));
    if (impure) this.lowering.errors.push(sideEffectStripped(positionOf(impure), impure.getText()));
    return true;
  }

  /** The expression that stores the record. */
  private stored(call: ReadableCall): ts.Expression {
    const message = messageOf(call.format, call.values);
    if (this.lowering.hasNativeCalls && isNative(call, message, this.checker)) return this.native(call);
    const site = this.constant(this.site(call, message));
    const parts = message.parts.map(({ value }) => value);
    const { before, late, values } = this.values(parts, call.gate !== undefined);
    const record = placed(
      factory.createArrayLiteralExpression([
        factory.createPostfixIncrement(this.ring("nextSeq")),
        factory.createCallExpression(this.core("now"), undefined, []),
        factory.createPropertyAccessExpression(this.core("platform"), "context"),
        site,
        ...values,
      ]),
      call.node,
    );
    const slot = this.slot("records", factory.createBitwiseAnd(this.ring("nextSeq"), this.recordMask()));
    const kept = factory.createAssignment(slot, record);
    const commit = call.level > ERR ? kept : factory.createAssignment(this.errorSlot(), kept);
    return inOrder([...before, asking(call.gate, inOrder([...late, commit, this.told()]))]);
  }

  private isNativeAlone(call: LogCall): call is ReadableCall {
    return (
      isReadable(call) &&
      !this.isGone(call) &&
      isNative(call, messageOf(call.format, call.values), this.checker)
    );
  }

  /** The call of machine code that stores the record. `context` is more than what the board knows of. */
  private native(call: ReadableCall, context: Context = TASK): ts.Expression {
    const message = messageOf(call.format, call.values);
    const index = this.lowering.sites.length;
    const { hasTextLines } = this.lowering;
    const text = hasTextLines ? nativeText(call, message) : undefined;
    const isPlain = hasTextLines ? text !== undefined : isPlainInTokens(message);
    const named = factory.createCallExpression(this.imports.named(STORE_INTS, "nameSite"), undefined, [
      factory.createNumericLiteral(index),
      this.site(call, message),
      ...(text === undefined ? [] : [factory.createStringLiteral(text)]),
    ]);
    this.sites.push(factory.createExpressionStatement(placed(named, call.node)));
    const values = message.parts.map(({ value }) => ts.visitNode(value, this.visit) as ts.Expression);
    return asking(
      call.gate,
      nativeCall(index, { ...call, context, isPlain, values }, this.imports.named(STORE_INTS, "logInts")),
    );
  }

  /** The number of what is said of lost events, which no call says. */
  private losses({ says }: MadeRing): number {
    const { sites, hasTextLines } = this.lowering;
    const index = sites.length;
    const message = lossesSaid();
    sites.push(this.describe(index + 1, says, message));
    if (hasTextLines) this.sites.push(this.named(index, nativeText(says, message) as string));
    const values = message.parts.map(({ value }) => value);
    return numberOf(index, { level: says.level, context: TASK, isPlain: true, values });
  }

  /** Gives machine code the words for a number, of which JavaScript needs none. */
  private named(index: number, text: string): ts.Statement {
    const messages = this.imports.named(STORE_INTS, "messages");
    const place = factory.createElementAccessExpression(messages, index);
    return factory.createExpressionStatement(
      factory.createAssignment(place, factory.createStringLiteral(text)),
    );
  }

  /**
   * A literal takes the interpreter less time than a name. Before `boot` it leaves records where a smaller ring would not
   * have them, and `boot` puts them where they belong.
   */
  private recordMask(): ts.Expression {
    const { recordMask } = this.lowering;
    return recordMask === undefined ? this.ring("recordMask") : factory.createNumericLiteral(recordMask);
  }

  private errorSlot(): ts.Expression {
    const count = factory.createPostfixIncrement(this.ring("errorCount"));
    return this.slot("errors", factory.createBitwiseAnd(count, factory.createNumericLiteral(ERRORS_MAX - 1)));
  }

  /** Tells an offloader, unless it is at work. */
  private told(): ts.Expression {
    const isAtWork = factory.createLessThan(this.ring("nextSeq"), this.ring("quietSeq"));
    return factory.createLogicalOr(isAtWork, factory.createCallExpression(this.core("wake"), undefined, []));
  }

  /**
   * What is stored of each value, and what has to be evaluated before: everything up to the last value that is not quiet,
   * so that the order stays that of the source. A value that may run code while it is kept, as an object's `toJSON`, is kept
   * when all that stand behind it are evaluated. What a gate keeps back is evaluated and not kept.
   */
  private values(values: readonly ts.Expression[], isGated: boolean): Values {
    const isStored = (value: ts.Expression): boolean => isKept(value, this.checker);
    const mayWait = (value: ts.Expression): boolean =>
      isStored(value) && isQuiet(value, this.checker) && (!isGated || isPure(value));
    const last = values.findLastIndex((value) => !mayWait(value));
    const talking = values.findIndex((value) => !isStored(value) && !isPrimitive(value, this.checker));
    const isLast = talking < 0 || talking === values.length - 1;
    const firstLate = isLast ? values.length : talking;
    const before: ts.Expression[] = [];
    const late: ts.Expression[] = [];
    const stored = values.map((value, index) => {
      const lowered = ts.visitNode(value, this.visit) as ts.Expression;
      if (index > last && index < firstLate) return lowered;
      const temporary = factory.createTempVariable(this.context.hoistVariableDeclaration);
      const isLate = isGated || index >= firstLate;
      before.push(
        factory.createAssignment(temporary, isLate || isStored(value) ? lowered : this.kept(lowered)),
      );
      if (isLate && !isStored(value)) late.push(factory.createAssignment(temporary, this.kept(temporary)));
      return temporary;
    });
    return { before, late, values: stored };
  }

  private kept(value: ts.Expression): ts.Expression {
    return factory.createCallExpression(this.core("keep"), undefined, [value]);
  }

  /** Makes a site a constant of the module. @returns its name. */
  private constant(site: ts.Expression): ts.Identifier {
    const name = factory.createUniqueName("site");
    this.sites.push(constant(name, site));
    return name;
  }

  /** What the records of a call have in common. */
  private site(call: ReadableCall, message: Message): ts.Expression {
    const { hasTokens, sites } = this.lowering;
    const token = sites.length + 1;
    sites.push(this.describe(token, call, message));
    const record = factory.createUniqueName("r");
    const text = factory.createArrowFunction(
      undefined,
      undefined,
      [factory.createParameterDeclaration(undefined, undefined, record)],
      undefined,
      undefined,
      textExpression(
        message,
        record,
        (name) => this.imports.named(WIRE, name),
        hasTokens ? token : undefined,
      ),
    );
    const elements = [factory.createNumericLiteral(call.level), this.facility(call.facility), text];
    return placed(factory.createArrayLiteralExpression(elements), call.node);
  }

  /** The name of a facility, which all its sites share: the minifier puts it back where that is shorter. */
  private facility(name: string): ts.Identifier {
    const known = this.facilities.get(name);
    if (known) return known;
    const shared = factory.createUniqueName("facility");
    this.facilities.set(name, shared);
    this.sites.push(constant(shared, factory.createStringLiteral(name)));
    return shared;
  }

  private describe(token: number, call: ReadableCall, message: Message): LogSite {
    return {
      token,
      level: call.level,
      facility: call.facility,
      format: message.format,
      args: message.parts.map(argumentOf),
      ...this.placeOf(call.node),
    };
  }

  private placeOf(node: ts.Node): SourcePosition {
    const { file, line, column } = positionOf(node);
    return { file: this.lowering.sourceName(file), line, column };
  }

  private ring(member: string): ts.PropertyAccessExpression {
    return factory.createPropertyAccessExpression(this.core("ring"), member);
  }

  private slot(slots: string, index: ts.Expression): ts.Expression {
    return factory.createElementAccessExpression(this.ring(slots), index);
  }

  private core(name: string): ts.Identifier {
    return this.imports.named(CORE, name);
  }
}

interface Values {
  /** What is evaluated in any case. */
  readonly before: readonly ts.Expression[];
  /** What is kept of it. */
  readonly late: readonly ts.Expression[];
  /** What the record is made of. */
  readonly values: readonly ts.Expression[];
}

function positionOf(node: ts.Node): { file: string; line: number; column: number } {
  const source = node.getSourceFile();
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
  return { file: source.fileName, line: line + 1, column: character + 1 };
}
