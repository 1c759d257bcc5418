/**
 * Espruino finds a name by walking the list of its scope from the first that was declared: 18 µs more on a Pico with 120
 * names before it. So the names that most code uses are declared first: variables in front of the functions, functions in
 * the order of their uses. Function declarations do nothing when they are met, so their order is free.
 */
import { type FunctionScope, readScopes, type Variable } from "./scopes.ts";
import { type AnyNode, declarationOf, type Program } from "./syntax-tree.ts";

/**
 * Variables that go in front: each costs three bytes. With so many those are among them that have one use, in a log call: the
 * calls' sites.
 */
const VARIABLES_MAX = 48;

/** Changes the order of the declarations in the function that is the whole bundle. */
export function hotNamesFirst(program: Program): void {
  const bundle = readScopes(program).functions.find(({ isCalledAtOnce }) => isCalledAtOnce);
  if (!bundle || bundle.node.type === "Program") return;
  const { body } = bundle.node.body as { body: AnyNode[] };
  const functions = body.filter(({ type }) => type === "FunctionDeclaration");
  const rest = body.filter(({ type }) => type !== "FunctionDeclaration");
  const inOrder = functions
    .map((node) => ({ node, uses: bundle.variables.get(functionName(node))?.uses.length ?? 0 }))
    .sort((a, b) => b.uses - a.uses)
    .map(({ node }) => node);
  const variables = hotVariables(bundle, rest);
  const declared = variables.length > 0 ? [declarationOf(variables)] : [];
  body.splice(0, body.length, ...declared, ...inOrder, ...rest);
}

/**
 * Only what functions use: the program's own code runs once. Among those alike the application's, declared last, come
 * first: its own code logs. A `const` cannot be declared twice.
 */
const hotVariables = ({ variables }: FunctionScope, body: readonly AnyNode[]): string[] =>
  [...new Set(body.flatMap((node) => variablesOf(node, variables)))]
    .map((variable) => ({ name: variable.name, uses: usesInside(variable) }))
    .filter(({ uses }) => uses > 0)
    .reverse()
    .sort((a, b) => b.uses - a.uses)
    .slice(0, VARIABLES_MAX)
    .map(({ name }) => name);

const variablesOf = (node: AnyNode, variables: FunctionScope["variables"]): Variable[] =>
  (node.type === "VariableDeclaration" && node.kind === "var" ? node.declarations : []).flatMap(({ id }) =>
    id.type === "Identifier" ? (variables.get(id.name) ?? []) : [],
  );

const usesInside = ({ scope, uses }: Variable): number => uses.filter((use) => use.scope !== scope).length;

const functionName = (node: AnyNode): string =>
  node.type === "FunctionDeclaration" ? (node.id?.name ?? "") : "";
