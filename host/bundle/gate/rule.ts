import type { AnyNode, Program } from "acorn";
import type { Scopes, Use } from "../scopes.ts";

/** Why a construct is refused. */
export interface Refusal {
  /** Stable, for scripts. */
  readonly code: RefusalCode;
  /** What Espruino makes of the construct; one clause. */
  readonly what: string;
  /** What to write instead. */
  readonly fix: string;
}

type RefusalCode =
  | "UNSUPPORTED_SYNTAX"
  | "UNSUPPORTED_REGEXP"
  | "MISSING_BUILT_IN"
  | "HOST_GLOBAL"
  | "UNKNOWN_GLOBAL"
  | "USE_BEFORE_DECLARATION"
  | "SUBCLASSED_BUILT_IN"
  | "UNSTABLE_SORT";

/** Looks at one node of the finished code, and at where it stands. */
export type Rule = (node: AnyNode, code: FinishedCode, parent: AnyNode | undefined) => Refusal | undefined;

/** The finished code, and what has been found out about it. */
export interface FinishedCode {
  readonly program: Program;
  readonly scopes: Scopes;
  /** The identifiers that mean one of Espruino's globals, and not something that the code declares. */
  readonly globals: ReadonlyMap<AnyNode, Use>;
  /** Names of the properties that the code defines itself. */
  readonly ownProperties: ReadonlySet<string>;
}
