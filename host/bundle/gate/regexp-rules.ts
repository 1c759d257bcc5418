/**
 * What Espruino's regular expressions lack. Most of it fails without a word: the expression just does not match.
 * Each row was measured on Espruino 2v29 with an expression that matches in JavaScript.
 */
import type { AnyNode } from "acorn";
import type { FinishedCode, Rule } from "./rule.ts";

interface Gap {
  /** Found in an expression whose escapes and classes are replaced by a letter: only its structure is left. */
  readonly structure: RegExp;
  readonly what: string;
  readonly fix: string;
}

const gaps: readonly Gap[] = [
  {
    structure: /\(\?/,
    what: "special groups, (?...)",
    fix: "use a plain group, or look at the text around in code",
  },
  { structure: /[*+?}]\?/, what: "lazy quantifiers", fix: "match what may not occur instead: [^x]*" },
  { structure: /\?/, what: "the quantifier ?", fix: "use two expressions, or * where more does no harm" },
  {
    structure: /\{\d+(,\d*)?\}/,
    what: "counted quantifiers, {n,m}",
    fix: "write the part out as often as needed",
  },
  { structure: /\)[*+]/, what: "repeated groups", fix: "repeat a class or a single character" },
  { structure: /\([^()]*\(/, what: "nested groups", fix: "use one group, and split what it matched" },
  {
    structure: /\([^()]*\|/,
    what: "alternatives within a group",
    fix: "use one expression for each alternative",
  },
  {
    structure: /[$^].*\||\|.*[$^]/,
    what: "alternatives beside ^ or $",
    fix: "use one expression for each alternative",
  },
];

const escapes: readonly Gap[] = [
  { structure: /[bB]/, what: "word boundaries, \\b", fix: "match the characters around the word" },
  { structure: /[1-9]/, what: "back references", fix: "compare the groups in code" },
  { structure: /[ukpPc]/, what: "\\u, \\c, \\k and \\p", fix: "write the character itself, or \\xHH" },
];

export const regExp: Rule = (node, { globals }) => {
  const found = literal(node) ?? constructed(node, globals);
  const gap = found && gapIn(found.pattern, found.flags);
  return (
    gap && {
      code: "UNSUPPORTED_REGEXP",
      what: `Espruino's regular expressions have no ${gap.what}`,
      fix: gap.fix,
    }
  );
};

type Expression = { readonly pattern: string; readonly flags: string };

const literal = (node: AnyNode): Expression | undefined =>
  node.type === "Literal" && node.regex ? node.regex : undefined;

/** `new RegExp("...", "...")`, as far as it is spelt out. */
function constructed(node: AnyNode, globals: FinishedCode["globals"]): Expression | undefined {
  if (node.type !== "NewExpression" && node.type !== "CallExpression") return undefined;
  const { callee } = node;
  if (callee.type !== "Identifier" || callee.name !== "RegExp" || !globals.has(callee)) return undefined;
  const [pattern, flags] = node.arguments.map((each) => (each.type === "Literal" ? String(each.value) : ""));
  return { pattern: pattern ?? "", flags: flags ?? "" };
}

function gapIn(pattern: string, flags: string): Omit<Gap, "structure"> | undefined {
  if (/[^gi]/.test(flags)) return { what: `flag ${flags.replace(/[gi]/g, "")}`, fix: "use g and i only" };
  if (/\[[^\]]*(?<!\\)\/[^\]]*\]/.test(pattern)) return { what: "bare / in a class", fix: "write \\/" };
  const escaped = [...pattern.matchAll(/\\(.)/g)].map(([, letter]) => letter ?? "");
  const structure = pattern.replace(/\\./g, "e").replace(/\[[^\]]*\]/g, "e");
  return (
    escapes.find((gap) => escaped.some((letter) => gap.structure.test(letter))) ??
    gaps.find((gap) => gap.structure.test(structure))
  );
}
