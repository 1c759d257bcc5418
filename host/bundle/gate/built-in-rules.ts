/** Refuses the use of built-ins that Espruino lacks, or has with another meaning. */
import type { AnyNode, CallExpression, MemberExpression } from "acorn";
import { emptyPrototypes, hostGlobals, missingGlobals, missingMethods, missingStatics } from "./built-ins.ts";
import { isEspruinoGlobal } from "./espruino-globals.ts";
import type { FinishedCode, Refusal, Rule } from "./rule.ts";

/** `typeof name` is how one asks whether a global exists, so it may name anything. */
const globalNames: Rule = (node, { globals }) => {
  const use = globals.get(node);
  return use && !use.isTypeof ? unknownGlobal(use.node.name) : undefined;
};

export function unknownGlobal(name: string): Refusal | undefined {
  const fix = lookUp(missingGlobals, name);
  const hostFix = lookUp(hostGlobals, name);
  if (fix) return missing(name, fix);
  if (hostFix) return { code: "HOST_GLOBAL", what: `a board has no ${name}`, fix: hostFix };
  if (isEspruinoGlobal(name)) return undefined;
  const what = `no build of Espruino has a global ${name}`;
  return { code: "UNKNOWN_GLOBAL", what, fix: `declare it in the application, or write global["${name}"]` };
}

const staticMembers: Rule = (node, { globals }) => {
  if (node.type !== "MemberExpression" || !globals.has(node.object)) return undefined;
  return missingStatic((node.object as { name: string }).name, nameOf(node));
};

export function missingStatic(object: string, member: string): Refusal | undefined {
  const members = lookUp(missingStatics, object)?.split(" ") ?? [];
  return members.includes(member) ? missing(`${object}.${member}`, "write it out") : undefined;
}

/** A name that the code gives to a property of its own is taken to mean that one. */
const methods: Rule = (node, { ownProperties }) => {
  const method = methodOf(node);
  return method && !ownProperties.has(method) ? missingMethod(method) : undefined;
};

export function missingMethod(method: string): Refusal | undefined {
  const fix = lookUp(missingMethods, method);
  return fix ? missing(`method ${method}`, fix) : undefined;
}

/** Giving a built-in prototype a method of one's own works. */
const prototypeValues: Rule = (node, { globals }, parent) => {
  if (node.type !== "MemberExpression" || !isEmptyPrototype(node.object, globals)) return undefined;
  if (parent?.type === "AssignmentExpression" && parent.left === node) return undefined;
  const what = `a method of a built-in prototype is undefined until it is called on an instance`;
  return { code: "MISSING_BUILT_IN", what, fix: "call it on an instance: [].slice.call(...)" };
};

function isEmptyPrototype(node: AnyNode, globals: FinishedCode["globals"]): boolean {
  if (node.type !== "MemberExpression" || nameOf(node) !== "prototype") return false;
  return globals.has(node.object) && emptyPrototypes.has((node.object as { name: string }).name);
}

const arrayLength: Rule = (node) =>
  node.type === "AssignmentExpression" &&
  node.left.type === "MemberExpression" &&
  nameOf(node.left) === "length"
    ? missing("assignment to length", "use splice, or a new array")
    : undefined;

interface IgnoredArgument {
  readonly method: string;
  readonly isIgnored: (call: CallExpression) => boolean;
  readonly what: string;
  readonly fix: string;
}

/** What Espruino accepts and does not look at. */
const ignoredArguments: readonly IgnoredArgument[] = [
  {
    method: "stringify",
    isIgnored: ({ arguments: [, replacer] }) => replacer !== undefined && !isNothing(replacer),
    what: "replacer for JSON.stringify",
    fix: "make a copy with the properties you want",
  },
  {
    method: "parse",
    isIgnored: ({ arguments: { length } }) => length > 1,
    what: "reviver for JSON.parse",
    fix: "change the value after parsing",
  },
  {
    method: "split",
    isIgnored: ({ arguments: { length } }) => length > 1,
    what: "limit for split",
    fix: "use slice on the result",
  },
  {
    method: "replace",
    isIgnored: ({ arguments: [, text] }) =>
      text?.type === "Literal" && typeof text.value === "string" && /\$[$&`']/.test(text.value),
    what: "$&, $$, $` or $' in a replacement",
    fix: "use a group and $1, or a function",
  },
];

const callArguments: Rule = (node, { ownProperties }) => {
  const method = methodOf(node);
  const found = ignoredArguments.find(
    (each) => each.method === method && !ownProperties.has(method) && each.isIgnored(node as CallExpression),
  );
  return found && missing(found.what, found.fix);
};

const methodOf = (node: AnyNode): string =>
  node.type === "CallExpression" && node.callee.type === "MemberExpression" ? nameOf(node.callee) : "";

/** `object.name` and `object["name"]`; otherwise nothing. */
export function nameOf({ property, computed }: MemberExpression): string {
  if (!computed && property.type === "Identifier") return property.name;
  return property.type === "Literal" ? String(property.value) : "";
}

const isNothing = (node: AnyNode): boolean =>
  (node.type === "Literal" && node.value === null) ||
  (node.type === "UnaryExpression" && node.operator === "void");

const missing = (what: string, fix: string): Refusal => ({
  code: "MISSING_BUILT_IN",
  what: `Espruino has no ${what}`,
  fix,
});

const lookUp = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

export const builtInRules: readonly Rule[] = [
  globalNames,
  staticMembers,
  methods,
  prototypeValues,
  arrayLength,
  callArguments,
];
