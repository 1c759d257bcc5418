import type { AnyNode, Node } from "acorn";

const counted = new WeakMap<AnyNode, number>();

/** How many names and literals the text of a node has: it stands for about twice as many tokens. */
export function leavesOf(node: AnyNode): number {
  const known = counted.get(node);
  if (known !== undefined) return known;
  const children = childrenOf(node);
  const leaves = children.reduce((sum, child) => sum + leavesOf(child), children.length === 0 ? 1 : 0);
  counted.set(node, leaves);
  return leaves;
}

/** The nodes directly inside a node, in the order of the text. */
export function childrenOf(node: AnyNode): AnyNode[] {
  return (Object.values(node).flat() as unknown[])
    .filter(isNode)
    .sort((one, other) => one.start - other.start);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in (value as Node);
}
