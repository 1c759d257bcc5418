/**
 * Espruino knows a `var` only once its statement has run: read earlier, the name throws; written earlier, the value
 * goes to a variable of the same name further out, which after minifying is somebody else's. JavaScript declares
 * every `var` when its function is entered. This pass restores that meaning: it declares at the top of a function
 * what the function, or one made inside it, might otherwise use too early.
 */
import { type FunctionScope, isKnownAt, readScopes, type Variable } from "./scopes.ts";
import type { AnyNode, Program } from "./syntax-tree.ts";

/** Adds the declarations to the tree. */
export function declareEarly(program: Program): void {
  const late = readScopes(program).functions.map((scope) => ({ scope, names: lateNames(scope) }));
  for (const { scope, names } of late) if (names.length > 0) addDeclarations(scope, names);
}

const lateNames = (scope: FunctionScope): string[] =>
  [...scope.variables.values()].filter(isUsedTooEarly).map(({ name }) => name);

const isUsedTooEarly = (variable: Variable): boolean =>
  variable.kind === "var" && variable.uses.some((use) => !isKnownAt(use, variable));

/** Joins the statement that follows the function declarations, if it is a `var`: a name then costs two bytes. */
function addDeclarations({ node }: FunctionScope, names: readonly string[]): void {
  const statements = (
    node.type === "Program" ? node.body : (node.body as { body: AnyNode[] }).body
  ) as AnyNode[];
  const index = statements.findIndex(({ type }) => type !== "FunctionDeclaration");
  const next = statements[index];
  const declarators = names.map(declarator) as never[];
  if (next?.type === "VariableDeclaration") next.declarations.unshift(...declarators);
  else
    statements.splice(index, 0, {
      type: "VariableDeclaration",
      kind: "var",
      declarations: declarators,
    } as never);
}

const declarator = (name: string) => ({
  type: "VariableDeclarator",
  id: { type: "Identifier", name },
  init: null,
});
