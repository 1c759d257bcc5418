/**
 * Drops the reading of fields that nothing uses: of `const { platform } = printk`, once the platform's own fields are variables
 * (`fields-as-variables.ts`). A minifier cannot, because a property might be a getter; the framework's are none.
 */
import { readScopes } from "./scopes.ts";
import { type AnyNode, nameOf, type Program, walk } from "./syntax-tree.ts";

/** @param ours - the property names that only the framework knows. */
export function dropUnusedReads(program: Program, ours: readonly string[]): void {
  const names = new Set(ours);
  while (dropOnce(program, names));
}

/** @returns whether there was one. What it was read from may be unused now, too. */
function dropOnce(program: Program, names: ReadonlySet<string>): boolean {
  const unused = unusedPlaces(program);
  let isDropped = false;
  walk(program, (node) => {
    if (node.type !== "VariableDeclarator" || !node.init || !isRead(node.init, names)) return;
    if (!unused.has(node.id.start)) return;
    node.init = null;
    isDropped = true;
  });
  return isDropped;
}

/** Where variables are declared that nobody mentions. */
const unusedPlaces = (program: Program): ReadonlySet<number> =>
  new Set(
    readScopes(program)
      .functions.flatMap(({ variables }) => [...variables.values()])
      .filter(({ uses }) => uses.length === 0)
      .flatMap(({ declarations }) => declarations.map(({ start }) => start)),
  );

/** `a.ours`, `a.ours.ours` */
const isRead = (node: AnyNode, names: ReadonlySet<string>): boolean =>
  node.type === "MemberExpression" &&
  !node.computed &&
  names.has(nameOf(node.property)) &&
  (node.object.type === "Identifier" || isRead(node.object, names));
