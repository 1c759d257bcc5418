/**
 * Lets go of what only the start needs. A function costs a board six of its variables and one for each parameter, a table
 * of facts a few dozen, and the scope that is the bundle would keep them as long as the firmware runs. So the bundle's last
 * statement empties the names that nothing mentions which can still run.
 */
import { type FunctionScope, readScopes, type Use } from "./scopes.ts";
import { type AnyNode, type Node, type Program, walk } from "./syntax-tree.ts";

/** The method that the framework calls once, while it starts: a plugin's. */
const START_METHOD = "boot";

/** Adds the statement to the function that is the whole bundle. */
export function letGo(program: Program): void {
  const { functions } = readScopes(program);
  const bundle = functions.find(({ isCalledAtOnce }) => isCalledAtOnce);
  if (!bundle || bundle.node.type === "Program") return;
  const { body } = bundle.node.body as { body: AnyNode[] };
  const start = startScopes(bundle, functions, startMethods(program));
  const kept = new Set(body.flatMap(namesToKeep));
  const names = [...bundle.variables.values()]
    .filter(({ name, uses }) => !kept.has(name) && uses.every(({ scope }) => start.has(scope)))
    .map(({ name }) => name);
  if (names.length > 0) body.push(emptied(names));
}

/**
 * The functions that nobody calls any more once the bundle has run: those that are called where they stand, the start
 * methods, and what only such functions mention, and only to call it. A function that is handed on may be called at any
 * time. All are taken for such functions until one is found that is not, and then those that it mentions.
 */
function startScopes(
  bundle: FunctionScope,
  functions: readonly FunctionScope[],
  methods: StartMethods,
): ReadonlySet<FunctionScope> {
  const start = new Set(functions);
  const isCall = ({ isCallee, scope }: Use) => isCallee && start.has(scope);
  const areMethodsOfTheStart = () =>
    functions.every((scope) => start.has(scope) || !methods.callers.has(scope.node));
  const isOfTheStart = ({ node, created, isCalledAtOnce }: FunctionScope): boolean => {
    if (!created || !start.has(created.scope)) return false;
    if (node.type === "FunctionDeclaration")
      return created.scope.variables.get(node.id.name)?.uses.every(isCall) === true;
    return isCalledAtOnce || (methods.functions.has(node) && areMethodsOfTheStart());
  };
  const findOther = () => [...start].find((scope) => scope !== bundle && !isOfTheStart(scope));
  for (let other = findOther(); other; other = findOther()) start.delete(other);
  return start;
}

interface StartMethods {
  readonly functions: ReadonlySet<Node>;
  /** The functions that mention such a method, be it to hand it on. */
  readonly callers: ReadonlySet<Node>;
}

function startMethods(program: Program): StartMethods {
  const functions = new Set<Node>();
  const callers = new Set<Node>();
  walk(program, (node, ancestors) => {
    if (node.type === "Property" && isStartMethod(node.key)) functions.add(node.value);
    else if (isStartMethod(node) && !isKey(node, ancestors)) callers.add(functionAround(ancestors));
  });
  return { functions, callers };
}

const isStartMethod = (node: AnyNode): boolean =>
  (node.type === "Identifier" && node.name === START_METHOD) ||
  (node.type === "Literal" && node.value === START_METHOD);

const isKey = (node: AnyNode, ancestors: readonly AnyNode[]): boolean => {
  const parent = ancestors.at(-1);
  return parent?.type === "Property" && parent.key === node;
};

const functionAround = (ancestors: readonly AnyNode[]): Node =>
  ancestors.findLast(({ type }) => /Function|Program/.test(type)) as Node;

/** What no memory would be had from, or cannot be emptied. */
const namesToKeep = (node: AnyNode): string[] =>
  node.type === "VariableDeclaration"
    ? node.declarations
        .filter(({ init }) => node.kind === "const" || /^(?:Literal|UnaryExpression)$/.test(init?.type ?? ""))
        .map(({ id }) => (id.type === "Identifier" ? id.name : ""))
    : [];

/** A sequence, since Espruino nests a chain of assignments on its stack. */
const emptied = (names: readonly string[]): AnyNode =>
  ({
    type: "ExpressionStatement",
    expression: {
      type: "SequenceExpression",
      expressions: names.map((name) => ({
        type: "AssignmentExpression",
        operator: "=",
        left: { type: "Identifier", name },
        right: { type: "Literal", value: 0 },
      })),
    },
  }) as unknown as AnyNode;
