/**
 * Turns the reading of what nobody gives into `undefined`: where no console of a bundle has a mode, `console.mode ? … : …` has
 * one branch only, and the minifier drops the other with all that it calls. The reverse of `drop-unread.ts`, and safe for the
 * same reason: of a name that is the framework's alone it is known where it is given.
 */
import { type AnyNode, isPath, nameOf, parseCode, walk } from "./syntax-tree.ts";

/** @param ours - the property names that only the framework knows. */
export function dropUngiven(code: string, ours: readonly string[]): string {
  const names = new Set(ours);
  const reads: Read[] = [];
  const given = new Set<string>();
  walk(parseCode(code), (node, ancestors) => {
    const parent = ancestors.at(-1);
    if (node.type === "Literal" && typeof node.value === "string") given.add(node.value);
    if (node.type === "Property" && parent?.type === "ObjectExpression") given.add(nameOf(node.key));
    if (node.type !== "MemberExpression" || node.computed) return;
    if (isHandedOn(node, parent)) return;
    if (isTarget(node, parent)) given.add(nameOf(node.property));
    else if (isReplaceable(node, parent)) reads.push({ name: nameOf(node.property), ...node });
  });
  return reads.filter(({ name }) => names.has(name) && !given.has(name)).reduce(undefinedAt, code);
}

interface Read {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const UNDEFINED = "void 0";

/** Every position stays what it was, and with it the source map. */
const undefinedAt = (code: string, { start, end }: Read): string =>
  code.slice(0, start) + UNDEFINED.padEnd(end - start) + code.slice(end);

const isTarget = (node: AnyNode, parent: AnyNode | undefined): boolean =>
  (parent?.type === "AssignmentExpression" && parent.left === node) || parent?.type === "UpdateExpression";

/** `a.name = b.name`, as a statement: who is handed nothing has nothing. It goes with the reads, in `drop-unread.ts`. */
const isHandedOn = (node: AnyNode & { type: "MemberExpression" }, parent: AnyNode | undefined): boolean =>
  parent?.type === "AssignmentExpression" &&
  parent.left === node &&
  parent.operator === "=" &&
  parent.right.type === "MemberExpression" &&
  !parent.right.computed &&
  nameOf(parent.right.property) === nameOf(node.property);

/** Where `void 0` may stand instead, and reading does nothing else. */
const isReplaceable = (node: AnyNode & { type: "MemberExpression" }, parent: AnyNode | undefined): boolean =>
  node.end - node.start >= UNDEFINED.length &&
  isPath(node.object) &&
  !(parent?.type === "MemberExpression" && parent.object === node) &&
  !((parent?.type === "CallExpression" || parent?.type === "NewExpression") && parent.callee === node);
