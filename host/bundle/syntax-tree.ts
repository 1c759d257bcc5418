/** The syntax tree of finished code, and a walk over it. acorn reads the code; the shapes are ESTree's. */
import { type AnyNode, type Node, type Program, parse, type SourceLocation, type Token } from "acorn";

export type { AnyNode, Node, Program };

/** @param sourceFile - kept in each node's location, for whoever prints the tree again. */
export const parseCode = (code: string, sourceFile?: string): Program =>
  parse(code, { ecmaVersion: "latest", sourceType: "script", locations: true, sourceFile });

/** The words, signs and values of finished code in their order. */
export function tokensOf(code: string): (Token & { readonly loc: SourceLocation })[] {
  const tokens: Token[] = [];
  parse(code, { ecmaVersion: "latest", sourceType: "script", locations: true, onToken: tokens });
  return tokens.slice(0, -1) as (Token & { readonly loc: SourceLocation })[];
}

/** The children of a node in the order of the source. */
export function childrenOf(node: Node): AnyNode[] {
  const children = Object.values(node).flat().filter(isNode);
  return children.sort((a, b) => a.start - b.start);
}

/** Visits a node and everything below it, parents first. */
export function walk(node: AnyNode, visit: (node: AnyNode, ancestors: readonly AnyNode[]) => void): void {
  const ancestors: AnyNode[] = [];
  const step = (current: AnyNode): void => {
    visit(current, ancestors);
    ancestors.push(current);
    for (const child of childrenOf(current)) step(child);
    ancestors.pop();
  };
  step(node);
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** What an identifier or a property's key is called. */
export const nameOf = (node: AnyNode): string =>
  node.type === "Identifier" ? node.name : node.type === "Literal" ? String(node.value) : "";

export const identifier = (name: string): AnyNode => ({ type: "Identifier", name }) as AnyNode;

/** `var a, b;` */
export const declarationOf = (names: readonly string[]): AnyNode =>
  ({
    type: "VariableDeclaration",
    kind: "var",
    declarations: names.map((name) => ({
      type: "VariableDeclarator",
      id: identifier(name),
      init: null,
    })),
  }) as unknown as AnyNode;

/** `a`, `a.b`, `this.b`: getting at it does nothing. */
export const isPath = (node: AnyNode): boolean =>
  node.type === "Identifier" ||
  node.type === "ThisExpression" ||
  (node.type === "MemberExpression" && !node.computed && isPath(node.object));
