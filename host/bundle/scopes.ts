/**
 * Who declares and who uses each name of an ES5 program, and in which order: what Espruino makes of a name depends
 * on it, because Espruino hoists nothing.
 */
import type {
  AnyNode,
  ArrowFunctionExpression,
  CallExpression,
  CatchClause,
  FunctionDeclaration,
  FunctionExpression,
  Identifier,
  NewExpression,
  Node,
  Pattern,
  Program,
} from "acorn";
import { childrenOf } from "./syntax-tree.ts";

type FunctionNode = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression;

export interface Scopes {
  /** The program itself comes first. */
  readonly functions: readonly FunctionScope[];
  /** Uses of names that nothing in the program declares. */
  readonly free: readonly Use[];
}

/** A function, or the program as a whole. */
export interface FunctionScope {
  readonly node: FunctionNode | Program;
  /** Where the function comes into being; nothing creates the program. */
  readonly created?: Place;
  /** A function expression in the place of a callee. */
  readonly isCalledAtOnce: boolean;
  readonly variables: ReadonlyMap<string, Variable>;
  /** Offset at which control first leaves the function's own code, by a call or for good. */
  readonly firstLeave: number;
}

export interface Variable {
  readonly name: string;
  /** A `bound` name is there from the start: a parameter, a caught error, a function expression's own name. */
  readonly kind: "bound" | "var" | "function";
  readonly scope: FunctionScope;
  readonly declarations: readonly Declaration[];
  readonly uses: readonly Use[];
}

/** A point in the order in which a function runs. */
export interface Place {
  readonly start: number;
  readonly scope: FunctionScope;
  /** The parts of the function around it that may be skipped when the function runs, outermost first. */
  readonly branches: readonly Node[];
}

interface Declaration extends Place {
  /** Whether the name has a value from here on: a function, or a `var` with an initial value. */
  readonly hasValue: boolean;
}

export interface Use extends Place {
  readonly node: Identifier;
  readonly isWrite: boolean;
  readonly isCallee: boolean;
  /** The operand of `typeof`, which is the one way to ask whether a name exists. */
  readonly isTypeof: boolean;
}

/** Whether whoever gets to `later` has passed `earlier`, both in the same function. */
const isPassedBefore = (earlier: Place, later: Place): boolean =>
  earlier.start <= later.start && earlier.branches.every((branch, i) => later.branches[i] === branch);

/** Where a place is as seen from `scope`: inside a function made there, it is where that function is made. */
const placeWithin = (scope: FunctionScope, place: Place): Place =>
  place.scope === scope || !place.scope.created ? place : placeWithin(scope, place.scope.created);

/**
 * Whether Espruino knows the variable when it is used. A function made before the declaration may use it all the same
 * when control has not left by then, since nobody can have called that function.
 */
export function isKnownAt(use: Use, { kind, scope, declarations }: Variable): boolean {
  const place = placeWithin(scope, use);
  const isLater = place !== use;
  const isReached = (each: Place) => isLater && each.branches.length === 0 && each.start < scope.firstLeave;
  return kind === "bound" || declarations.some((each) => isPassedBefore(each, place) || isReached(each));
}

/** Every declaration is read before any use is resolved, since a use may stand above its declaration. */
export function readScopes(program: Program): Scopes {
  const reader = new ScopeReader();
  reader.readFunction(program);
  return { functions: reader.functions, free: reader.resolve() };
}

interface OpenVariable extends Variable {
  kind: Variable["kind"];
  readonly declarations: Declaration[];
  readonly uses: Use[];
}

interface OpenScope extends FunctionScope {
  readonly variables: Map<string, OpenVariable>;
  firstLeave: number;
}

/** Names that are looked up together; the outer ones come next. */
interface Environment {
  readonly names: Map<string, OpenVariable>;
  readonly outer?: Environment;
}

interface Context {
  readonly scope: OpenScope;
  readonly environment: Environment;
  readonly branches: readonly Node[];
  /** The functions that run this code as part of their own: more than one inside a function that is called at once. */
  readonly runners: readonly OpenScope[];
}

class ScopeReader {
  readonly functions: OpenScope[] = [];
  readonly #uses: { readonly use: Use; readonly environment: Environment }[] = [];
  readonly #calls: {
    readonly call: CallExpression | NewExpression;
    readonly runners: readonly OpenScope[];
  }[] = [];

  readFunction(node: FunctionNode | Program, around?: Context, isCalledAtOnce = false): void {
    const scope = this.#open(node, around, isCalledAtOnce);
    const context: Context = {
      scope,
      environment: { names: scope.variables, outer: around?.environment },
      branches: [],
      runners: [scope, ...(around && isCalledAtOnce ? around.runners : [])],
    };
    for (const bound of boundBy(node)) bind(bound, context);
    this.#readAll(statementsOf(node), context);
  }

  /** @returns the uses that no declaration answers. */
  resolve(): Use[] {
    const free = this.#uses.filter(({ use, environment }) => !answer(use, environment)).map(({ use }) => use);
    const freeNodes = new Set<AnyNode>(free.map(({ node }) => node));
    for (const { call, runners } of this.#calls) {
      if (freeNodes.has(call.callee) && call.arguments.every(isPlain)) continue;
      for (const runner of runners) runner.firstLeave = Math.min(runner.firstLeave, call.start);
    }
    return free;
  }

  #open(node: FunctionNode | Program, around: Context | undefined, isCalledAtOnce: boolean): OpenScope {
    const created = around && { start: node.start, scope: around.scope, branches: around.branches };
    const scope = {
      node,
      created,
      isCalledAtOnce,
      variables: new Map(),
      firstLeave: Number.POSITIVE_INFINITY,
    };
    this.functions.push(scope);
    return scope;
  }

  #readAll(nodes: readonly (AnyNode | null | undefined)[], context: Context): void {
    for (const node of nodes) if (node) this.#read(node, context);
  }

  #read(node: AnyNode, context: Context): void {
    switch (node.type) {
      case "FunctionDeclaration":
        declare(node.id as Identifier, "function", true, context);
        this.readFunction(node as FunctionDeclaration, context);
        break;
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        this.readFunction(node, context);
        break;
      case "VariableDeclarator":
        if (node.id.type === "Identifier") declare(node.id, "var", Boolean(node.init), context);
        this.#readAll([node.init], context);
        break;
      case "CatchClause":
        this.#readCatch(node, within(node, context));
        break;
      case "Identifier":
        this.#use(node, context);
        break;
      case "AssignmentExpression":
        this.#readWrite(node.left, [node.right], context);
        break;
      case "UpdateExpression":
        this.#readWrite(node.argument, [], context);
        break;
      case "UnaryExpression":
        if (node.operator === "typeof" && node.argument.type === "Identifier")
          this.#use(node.argument, context, { isTypeof: true });
        else this.#read(node.argument, context);
        break;
      case "MemberExpression":
        this.#readAll([node.object, node.computed ? node.property : null], context);
        break;
      case "Property":
        this.#readAll([node.computed ? node.key : null, node.value], context);
        break;
      case "ReturnStatement":
        context.scope.firstLeave = Math.min(context.scope.firstLeave, node.start);
        this.#readAll([node.argument], context);
        break;
      case "CallExpression":
      case "NewExpression":
        this.#readCall(node, context);
        break;
      default:
        for (const child of childrenOf(node)) this.#read(child, within(skippablePart(node, child), context));
    }
  }

  #readCatch({ param, body }: CatchClause, context: Context): void {
    const environment = { names: new Map<string, OpenVariable>(), outer: context.environment };
    if (param) bind(param, { ...context, environment });
    this.#read(body, { ...context, environment });
  }

  #readWrite(target: AnyNode, values: readonly AnyNode[], context: Context): void {
    if (target.type === "Identifier") this.#use(target, context, { isWrite: true });
    else this.#read(target, context);
    this.#readAll(values, context);
  }

  #readCall(call: CallExpression | NewExpression, context: Context): void {
    const { callee } = call;
    if (callee.type === "FunctionExpression") this.readFunction(callee, context, true);
    else this.#calls.push({ call, runners: context.runners });
    if (callee.type === "Identifier") this.#use(callee, context, { isCallee: true });
    else if (callee.type !== "FunctionExpression") this.#read(callee, context);
    this.#readAll(call.arguments, context);
  }

  #use(
    node: Identifier,
    context: Context,
    { isWrite = false, isCallee = false, isTypeof = false } = {},
  ): void {
    const { scope, environment, branches } = context;
    this.#uses.push({
      use: { node, start: node.start, scope, branches, isWrite, isCallee, isTypeof },
      environment,
    });
  }
}

/** The names that a function is born with. */
function boundBy(node: FunctionNode | Program): Pattern[] {
  if (node.type === "Program") return [];
  return node.type === "FunctionExpression" && node.id ? [node.id, ...node.params] : node.params;
}

function statementsOf({ body }: FunctionNode | Program): readonly AnyNode[] {
  if (Array.isArray(body)) return body;
  return body.type === "BlockStatement" ? body.body : [body];
}

/** Espruino's own functions call none of the program's unless they are handed one. */
const isPlain = ({ type }: Node): boolean => type === "Literal";

/** The part that need not run when the statement or expression around it does, and that `child` is or belongs to. */
function skippablePart(parent: AnyNode, child: AnyNode): Node | undefined {
  switch (parent.type) {
    case "IfStatement":
    case "ConditionalExpression":
      return child === parent.test ? undefined : child;
    case "LogicalExpression":
      return child === parent.right ? child : undefined;
    case "ForStatement":
      return child === parent.body || child === parent.update ? child : undefined;
    case "ForInStatement":
      return child === parent.right ? undefined : parent.body;
    case "WhileStatement":
    case "DoWhileStatement":
      return child === parent.body ? child : undefined;
    case "TryStatement":
      return child === parent.block ? child : undefined;
    default:
      return child.type === "SwitchCase" ? child : undefined;
  }
}

const within = (branch: Node | undefined, context: Context): Context =>
  branch ? { ...context, branches: [...context.branches, branch] } : context;

function declare(
  id: Identifier,
  kind: Variable["kind"],
  hasValue: boolean,
  { scope, branches }: Context,
): void {
  const variable = variableIn(scope.variables, id.name, kind, scope);
  if (variable.kind === "var") variable.kind = kind;
  variable.declarations.push({ start: id.start, scope, branches, hasValue });
}

function bind(pattern: Pattern, { scope, environment }: Context): void {
  if (pattern.type === "Identifier")
    variableIn(environment.names, pattern.name, "bound", scope).kind = "bound";
}

function variableIn(
  names: Map<string, OpenVariable>,
  name: string,
  kind: Variable["kind"],
  scope: OpenScope,
): OpenVariable {
  const variable = names.get(name) ?? { name, kind, scope, declarations: [], uses: [] };
  names.set(name, variable);
  return variable;
}

/** Notes the use with the variable it means. @returns whether there is one. */
function answer(use: Use, environment: Environment | undefined): boolean {
  if (!environment) return false;
  const variable = environment.names.get(use.node.name);
  variable?.uses.push(use);
  return variable !== undefined || answer(use, environment.outer);
}
