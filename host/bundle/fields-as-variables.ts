/**
 * Turns the fields of an object that is made once into variables: `ring.nextSeq` becomes `nextSeq$`. Espruino searches twice for
 * a field, for the object and in it, and once for a variable.
 *
 * Safe because of ONE-HOLDER, that whatever stands in front of the dot is that one object: all that can have the field are of
 * one type, every value of which has it (`property-names.ts`); one literal of the bundle gives it; and that literal is
 * evaluated once at most.
 */
import { type FunctionScope, readScopes, type Use } from "./scopes.ts";
import {
  type AnyNode,
  declarationOf,
  identifier,
  isPath,
  nameOf,
  type Program,
  walk,
} from "./syntax-tree.ts";

/** @param ofOneType - the property names that tell what type their holder is of. */
export function fieldsAsVariables(program: Program, ofOneType: readonly string[]): void {
  const { functions } = readScopes(program);
  const bundle = functions.find(({ isCalledAtOnce }) => isCalledAtOnce);
  if (!bundle || bundle.node.type === "Program") return;
  const tree = readTree(program);
  const once = runOnce(functions, tree);
  const isFree = (variable: string) => functions.every(({ variables }) => !variables.has(variable));
  const names = ofOneType.filter(
    (name) =>
      isFree(variableOf(name)) &&
      hasOneHolder(tree.givings.get(name) ?? [], tree, once) &&
      (tree.uses.get(name) ?? []).every(({ object }) => isPath(object)),
  );
  const declared = literalsOf(names, tree).flatMap((literal) => giveToVariables(literal, new Set(names)));
  if (declared.length === 0) return;
  for (const name of declared)
    for (const use of tree.uses.get(name) ?? []) become(use, identifier(variableOf(name)));
  const { body } = bundle.node.body as { body: AnyNode[] };
  body.unshift(declarationOf(declared.map(variableOf)));
}

const variableOf = (name: string): string => `${name}$`;

type ObjectLiteral = AnyNode & { type: "ObjectExpression" };
type Member = AnyNode & { type: "MemberExpression" };
type Property = AnyNode & { type: "Property" };

interface Giving {
  readonly literal: ObjectLiteral;
  readonly value: AnyNode;
}

interface Tree {
  readonly parents: ReadonlyMap<AnyNode, AnyNode>;
  /** Where literals give a property, by its name. */
  readonly givings: ReadonlyMap<string, readonly Giving[]>;
  /** `object.name`, by the name. */
  readonly uses: ReadonlyMap<string, readonly Member[]>;
}

function readTree(program: Program): Tree {
  const parents = new Map<AnyNode, AnyNode>();
  const givings = new Map<string, Giving[]>();
  const uses = new Map<string, Member[]>();
  walk(program, (node, ancestors) => {
    const parent = ancestors.at(-1);
    if (parent) parents.set(node, parent);
    if (node.type === "Property" && parent?.type === "ObjectExpression")
      add(givings, nameOf(node.key), { literal: parent, value: node.value });
    if (node.type === "MemberExpression" && !node.computed) add(uses, nameOf(node.property), node);
  });
  return { parents, givings, uses };
}

function add<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const list = lists.get(name) ?? [];
  list.push(value);
  lists.set(name, list);
}

/** ONE-HOLDER, as far as the bundle tells. */
function hasOneHolder(givings: readonly Giving[], tree: Tree, once: ReadonlySet<AnyNode>): boolean {
  const [giving, another] = givings;
  return (
    giving !== undefined &&
    another === undefined &&
    !mentionsThis(giving.value) &&
    giving.literal.properties.every((each) => each.type === "Property" && each.kind === "init") &&
    tree.parents.get(giving.literal)?.type !== "SpreadElement" &&
    runsOnce(giving.literal, tree, once)
  );
}

/** The functions that run once at most: the bundle, and what such a function alone calls in one place outside a loop. */
function runOnce(functions: readonly FunctionScope[], tree: Tree): ReadonlySet<AnyNode> {
  const once = new Set<AnyNode>();
  const isOnce = ({ node, created, isCalledAtOnce }: FunctionScope): boolean => {
    if (!created) return true;
    if (node.type === "FunctionDeclaration")
      return isCalledIn(created.scope.variables.get(node.id.name)?.uses ?? []);
    return isCalledAtOnce && !("id" in node && node.id) && runsOnce(node, tree, once);
  };
  const isCalledIn = ([use, another]: readonly Use[]): boolean =>
    use !== undefined && another === undefined && use.isCallee && runsOnce(use.node, tree, once);
  const findNext = () => functions.find((scope) => !once.has(scope.node) && isOnce(scope));
  for (let next = findNext(); next; next = findNext()) once.add(next.node);
  return once;
}

/** Whether the nearest function around it does, and no loop comes between. */
function runsOnce(node: AnyNode, tree: Tree, once: ReadonlySet<AnyNode>): boolean {
  const around = tree.parents.get(node);
  if (!around || isLoop(around.type)) return around === undefined;
  return isFunction(around.type) ? once.has(around) : runsOnce(around, tree, once);
}

const isFunction = (type: string): boolean => /Function/.test(type);
const isLoop = (type: string): boolean => /^(?:For|While|DoWhile)/.test(type);

const literalsOf = (names: readonly string[], { givings }: Tree): ObjectLiteral[] => [
  ...new Set(names.flatMap((name) => givings.get(name) ?? []).map(({ literal }) => literal)),
];

/** `{ a: 1, b: 2 }` becomes `(a$ = 1, { b: 2 })`. @returns the names that it has given away. */
function giveToVariables(literal: ObjectLiteral, names: ReadonlySet<string>): string[] {
  const properties = literal.properties as Property[];
  const goes = ({ key }: Property): boolean => names.has(nameOf(key));
  const stays = (property: Property): boolean => !goes(property);
  const mayGo = (property: Property, index: number): boolean =>
    properties
      .slice(0, index)
      .filter(stays)
      .every((before) => mayTrade(before.value, property.value));
  if (!properties.every((property, index) => stays(property) || mayGo(property, index))) return [];
  const given = properties.filter(goes);
  const rest = { ...literal, properties: properties.filter(stays) };
  become(literal, { type: "SequenceExpression", expressions: [...given.map(assignment), rest] });
  return given.map(({ key }) => nameOf(key));
}

/** Whether it is all the same which of two values is evaluated first. */
const mayTrade = (one: AnyNode, other: AnyNode): boolean =>
  isConstant(one) || isConstant(other) || !(acts(one) || acts(other));

const isConstant = (node: AnyNode): boolean => node.type === "Literal" || isFunction(node.type);

const acts = (value: AnyNode): boolean =>
  someIn(
    value,
    (node, ancestors) =>
      /^(?:Call|New|Assignment|Update)Expression$/.test(node.type) &&
      !ancestors.some(({ type }) => isFunction(type)),
  );

const mentionsThis = (value: AnyNode): boolean => someIn(value, ({ type }) => type === "ThisExpression");

function someIn(root: AnyNode, test: (node: AnyNode, ancestors: readonly AnyNode[]) => boolean): boolean {
  let isFound = false;
  walk(root, (node, ancestors) => {
    isFound ||= test(node, ancestors);
  });
  return isFound;
}

const assignment = ({ key, value, start, end, loc }: Property): AnyNode => {
  const left = identifier(variableOf(nameOf(key)));
  return { type: "AssignmentExpression", operator: "=", left, right: value, start, end, loc } as AnyNode;
};

/** Everybody who holds the node holds the other one; it stays in its place, and so does the source map. */
function become(node: AnyNode, other: object): void {
  const { start, end, loc } = node;
  for (const key of Object.keys(node)) delete (node as unknown as Record<string, unknown>)[key];
  Object.assign(node, other, { start, end, loc });
}
