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

/** What was called where that token ends a call: `m` for `o.m()`. */
export function calleeAt(program: Program, offset: number): string | undefined {
  const node = nodeEndedBy(program, offset);
  if (node?.type !== "CallExpression" && node?.type !== "NewExpression") return undefined;
  const { callee } = node;
  const named = callee.type === "MemberExpression" && !callee.computed ? callee.property : callee;
  return named.type === "Identifier" ? named.name : undefined;
}

/** The other way round: the token that Espruino has read last when what begins at that offset fails. */
export function lastTokenOf(program: Program, culprit: number): number {
  let token = culprit;
  walk(program, (node) => {
    if (isCall(node) && nameStart(node) === culprit) token = node.end - 1;
    else if (isMember(node) && nameStart(node) === culprit && token === culprit) token = node.object.end;
  });
  return token;
}

function nodeEndedBy(program: Program, offset: number): AnyNode | undefined {
  let found: AnyNode | undefined;
  walk(program, (node) => {
    const isCalled = isCall(node) && node.end - 1 === offset;
    const isRead = isMember(node) && node.object.end <= offset && offset < node.property.start;
    if (isCalled || isRead) found = node;
  });
  return found;
}

const isCall = (node: AnyNode) => node.type === "CallExpression" || node.type === "NewExpression";
const isMember = (node: AnyNode) => node.type === "MemberExpression";

function nameStart(node: AnyNode): number {
  if (node.type === "MemberExpression") return node.computed ? node.object.end : node.property.start;
  if (node.type !== "CallExpression") return node.start;
  return node.callee.type === "MemberExpression" ? nameStart(node.callee) : node.callee.start;
}
