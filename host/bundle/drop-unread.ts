/**
 * Drops what nobody reads: a function or a constant that is only ever put into a property of the framework's, as in
 * `logger.child = function …` where the application has no child loggers. Bundlers cannot, because an object that is
 * handed around might be asked for anything; here it is known which names are the framework's alone (`property-names.ts`),
 * and a name that stands nowhere but where it is given is read by nobody.
 *
 * What goes is replaced by blanks, so that every position, and with it the source map, stays what it was.
 */
import { type AnyNode, nameOf, parseCode, walk } from "./syntax-tree.ts";

/** @param ours - the property names that only the framework knows. */
export function dropUnread(code: string, ours: readonly string[]): string {
  const names = new Set(ours);
  let text = code;
  for (let gone = unreadGivings(text, names); gone.length; gone = unreadGivings(text, names))
    text = blank(text, gone);
  return text;
}

/** The outermost places where a value goes to a property that nobody reads. */
function unreadGivings(code: string, names: ReadonlySet<string>): Span[] {
  const givings: Giving[] = [];
  const read = new Set<string>();
  walk(parseCode(code), (node, ancestors) => {
    const giving = givingAt(node, ancestors, code);
    if (giving) givings.push(giving);
    if (node.type === "MemberExpression" && !isGiven(node, ancestors)) read.add(nameOf(node.property));
    if (node.type === "Literal" && typeof node.value === "string" && !isKey(node, ancestors))
      read.add(node.value);
  });
  return outermost(givings.filter(({ name }) => names.has(name) && !read.has(name)));
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Giving extends Span {
  readonly name: string;
}

/** `{ name: value }` or `x.name = value;`, where computing the value does nothing. */
function givingAt(node: AnyNode, ancestors: readonly AnyNode[], code: string): Giving | undefined {
  if (
    node.type === "Property" &&
    !node.computed &&
    isInert(node.value) &&
    ancestors.at(-1)?.type === "ObjectExpression"
  )
    return { name: nameOf(node.key), start: node.start, end: afterComma(code, node.end) };
  if (node.type !== "ExpressionStatement" || node.expression.type !== "AssignmentExpression")
    return undefined;
  const { left, right, operator } = node.expression;
  if (left.type !== "MemberExpression" || left.computed || operator !== "=" || !isInert(right))
    return undefined;
  return { name: nameOf(left.property), start: node.start, end: beforeSemicolon(code, node.end) };
}

/** Whether a member stands where something is put into it as a statement of its own. */
function isGiven(node: AnyNode, ancestors: readonly AnyNode[]): boolean {
  const parent = ancestors.at(-1);
  return (
    parent?.type === "AssignmentExpression" &&
    parent.left === node &&
    parent.operator === "=" &&
    ancestors.at(-2)?.type === "ExpressionStatement"
  );
}

const isKey = (node: AnyNode, ancestors: readonly AnyNode[]): boolean => {
  const parent = ancestors.at(-1);
  return parent?.type === "Property" && parent.key === node && !parent.computed;
};

/** Whether computing it does nothing. */
function isInert(node: AnyNode): boolean {
  if (node.type === "ObjectExpression")
    return node.properties.every((each) => each.type === "Property" && !each.computed && isInert(each.value));
  if (node.type === "ArrayExpression")
    return node.elements.every((each) => each !== null && each.type !== "SpreadElement" && isInert(each));
  return node.type === "FunctionExpression" || node.type === "Literal" || node.type === "Identifier";
}

const afterComma = (code: string, end: number): number =>
  end + (/^\s*,/.exec(code.slice(end))?.[0].length ?? 0);

/** The semicolon stays, since the statement may be all there is behind an `if`. */
const beforeSemicolon = (code: string, end: number): number => (code[end - 1] === ";" ? end - 1 : end);

const outermost = (spans: readonly Span[]): Span[] =>
  spans.filter(
    (span) => !spans.some((other) => other !== span && other.start <= span.start && span.end <= other.end),
  );

/** Line breaks stay: a position is a line and a column. */
const blank = (code: string, spans: readonly Span[]): string =>
  spans.reduce(
    (text, { start, end }) =>
      text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, " ") + text.slice(end),
    code,
  );
