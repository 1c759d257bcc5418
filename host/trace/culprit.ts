import { type AnyNode, type Program, walk } from "../bundle/syntax-tree.ts";

/**
 * What a person takes for the place of an error, from what Espruino takes for it: the token that it read last. That is
 * the closing bracket of a call whose function failed, and the dot before a property that could not be read.
 *
 * @param offset - of the token, in the text of `program`.
 * @returns the offset of the called function's or the property's name; the same offset where there is neither.
 */
export function culpritOf(program: Program, offset: number): number {
  const node = nodeEndedBy(program, offset);
  return node === undefined ? offset : nameStart(node);
}

/** Whether a call or the reading of a property ends there, as where most errors are. */
export const hasCulprit = (program: Program, offset: number): boolean =>
  nodeEndedBy(program, offset) !== undefined;

/** What was called where that token ends a call: `m` for `o.m()`. */
export function calleeAt(program: Program, offset: number): string | undefined {
  const node = nodeEndedBy(program, offset);
  if (node?.type !== "CallExpression" && node?.type !== "NewExpression") return undefined;
  const { callee } = node;
  const named = callee.type === "MemberExpression" && !callee.computed ? callee.property : callee;
  return named.type === "Identifier" ? named.name : undefined;
}

/**
 * The other way round: the token that Espruino has read last.
 *
 * @param kind - what has failed there: a call that was under way, or the reading of a property or an `Error` just made.
 */
export function lastTokenOf(program: Program, culprit: number, kind: "call" | "read"): number {
  let token: number | undefined;
  walk(program, (node) => {
    const isMeant = kind === "call" ? isCall(node) : isMember(node) || node.type === "NewExpression";
    if (isMeant && nameStart(node) === culprit) token ??= lastToken(node);
  });
  return token ?? culprit;
}

const lastToken = (node: AnyNode): number =>
  node.type === "MemberExpression" && !node.computed ? node.object.end : node.end - 1;

function nodeEndedBy(program: Program, offset: number): AnyNode | undefined {
  let found: AnyNode | undefined;
  walk(program, (node) => {
    if (isCall(node) ? lastToken(node) === offset : isMember(node) && isReadAt(node, offset)) found = node;
  });
  return found;
}

/** A bracket may stand between the object and the dot. */
const isReadAt = (node: AnyNode, offset: number): boolean =>
  node.type === "MemberExpression" && !node.computed
    ? node.object.end <= offset && offset < node.property.start
    : lastToken(node) === offset;

const isCall = ({ type }: AnyNode): boolean => type === "CallExpression" || type === "NewExpression";
const isMember = ({ type }: AnyNode): boolean => type === "MemberExpression";

function nameStart(node: AnyNode): number {
  if (node.type === "MemberExpression") return node.property.start;
  if (node.type !== "CallExpression") return node.start;
  return node.callee.type === "MemberExpression" ? nameStart(node.callee) : node.callee.start;
}
