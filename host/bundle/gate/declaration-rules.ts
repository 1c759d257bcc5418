/**
 * Names that are used before they are there. Espruino hoists nothing: a function exists from its declaration on. And
 * what runs while the bundle is loaded may find a variable that another file has yet to fill.
 */
import type { AnyNode } from "acorn";
import {
  type FunctionScope,
  isKnownAt,
  type Place,
  type Scopes,
  type Use,
  type Variable,
} from "../scopes.ts";
import type { FinishedCode, Refusal, Rule } from "./rule.ts";

export const declaredFirst: Rule = (node, code) => {
  if (node.type !== "Identifier") return undefined;
  const early = earlyUses(code).get(node);
  return early && refusal(early);
};

const refusal = ({ kind }: Variable): Refusal => ({
  code: "USE_BEFORE_DECLARATION",
  what: `this ${kind === "function" ? "calls a function" : "reads a variable"} before its declaration has run`,
  fix: "declare it further up, or in a file of its own that is imported first",
});

const found = new WeakMap<Scopes, ReadonlyMap<AnyNode, Variable>>();

/** Identifiers used too early, with what they mean. Worked out once for each bundle. */
function earlyUses({ scopes }: FinishedCode): ReadonlyMap<AnyNode, Variable> {
  const known = found.get(scopes) ?? new Map([...undeclared(scopes), ...unfilled(scopes)]);
  found.set(scopes, known);
  return known;
}

function undeclared({ functions }: Scopes): [AnyNode, Variable][] {
  const variables = functions.flatMap((scope) => [...scope.variables.values()]);
  return variables.flatMap((variable) =>
    variable.uses
      .filter((use) => !isKnownAt(use, variable))
      .map((use): [AnyNode, Variable] => [use.node, variable]),
  );
}

/**
 * Variables of the outermost function that are read for certain, while the bundle is loaded, before the statement
 * that gives them their value. What is skippable is left alone.
 */
function unfilled({ functions }: Scopes): [AnyNode, Variable][] {
  const outermost = functions[1];
  if (!outermost) return [];
  const variables = [...outermost.variables.values()].filter(isFilledByDeclaration);
  return runAtLoad(functions, outermost).flatMap(({ scope, at }) =>
    variables.flatMap((variable) =>
      variable.uses
        .filter((use) => use.scope === scope && use.branches.length === 0 && !use.isTypeof)
        .filter((use) => isBefore(at ?? use.start, variable))
        .map((use): [AnyNode, Variable] => [use.node, variable]),
    ),
  );
}

/** An assignment in the same function that stands below the declaration cannot have filled the variable before it. */
const isFilledByDeclaration = (variable: Variable): boolean => {
  const { kind, scope, declarations, uses } = variable;
  const mayFillIt = (use: Use) => use.isWrite && (use.scope !== scope || isBefore(use.start, variable));
  return kind === "var" && declarations.some(({ hasValue }) => hasValue) && !uses.some(mayFillIt);
};

const isBefore = (offset: number, { declarations }: Variable): boolean =>
  declarations.filter(({ hasValue }) => hasValue).every(({ start }) => offset < start);

interface Run {
  readonly scope: FunctionScope;
  /** Offset of the call in the outermost function; the outermost function itself runs where its code stands. */
  readonly at?: number;
}

/** The functions that run for certain while the outermost does: those it calls, and those that they call. */
function runAtLoad(functions: readonly FunctionScope[], outermost: FunctionScope): Run[] {
  const runs: Run[] = [{ scope: outermost }];
  for (const run of runs) {
    const called = functions.flatMap((scope) => callsOf(scope, run));
    runs.push(...called.filter(({ scope }) => !runs.some((each) => each.scope === scope)));
  }
  return runs;
}

/** The first call of `scope` that stands in the code of `run`, if there is one. */
function callsOf(scope: FunctionScope, run: Run): Run[] {
  const places = scope.isCalledAtOnce && scope.created ? [scope.created] : callsByName(scope);
  const place = places.find((each) => each.scope === run.scope && each.branches.length === 0);
  return place ? [{ scope, at: run.at ?? place.start }] : [];
}

function callsByName({ node, created }: FunctionScope): readonly Place[] {
  if (node.type !== "FunctionDeclaration" || !created) return [];
  return created.scope.variables.get(node.id.name)?.uses.filter(({ isCallee }) => isCallee) ?? [];
}
