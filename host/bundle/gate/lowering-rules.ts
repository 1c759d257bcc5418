/**
 * What TypeScript cannot bring down to ES5 without helpers or built-ins that Espruino lacks. TypeScript complains in
 * words that suggest another target; here is what to do on a board.
 */
import { missingMethod, missingStatic, unknownGlobal } from "./built-in-rules.ts";
import type { Refusal } from "./rule.ts";

/** Helpers that `firmware/platform/helpers.ts` leaves out: the construct behind each, and what to write instead. */
const missingHelpers: Readonly<Record<string, readonly [construct: string, fix: string]>> = {
  __awaiter: ["async functions", "chain promises with .then, or step a state machine"],
  __generator: ["generators", "keep the state in an object and step it"],
  __asyncGenerator: ["async generators", "keep the state in an object and step it"],
  __asyncValues: ["for await", "chain promises with .then"],
  __values: ["iterators", "iterate over an array"],
  __read: ["iterators", "take the elements from an array"],
  __decorate: ["decorators", "call the function that would decorate"],
  __esDecorate: ["decorators", "call the function that would decorate"],
  __classPrivateFieldGet: ["#private members", "use `private`"],
  __classPrivateFieldSet: ["#private members", "use `private`"],
  __classPrivateFieldIn: ["#private members", "use `private`"],
  __addDisposableResource: ["`using`", "release the resource in `finally`"],
  __setFunctionName: ["named anonymous classes", "give the class a name"],
  __propKey: ["computed members", "give the member a name"],
};

/** TypeScript's complaints about syntax that its ES5 output cannot have. */
const byNumber: Readonly<Record<string, readonly [construct: string, fix: string]>> = {
  TS1220: ["generators", "keep the state in an object and step it"],
  TS1055: ["async functions", "chain promises with .then, or step a state machine"],
  TS2697: ["async functions", "chain promises with .then, or step a state machine"],
  TS2705: ["async functions", "chain promises with .then, or step a state machine"],
  TS2712: ["import()", "import at the top of the file"],
  TS2737: ["BigInt", "use two numbers"],
  TS2802: ["iterators", "iterate over an array"],
  TS18028: ["#private members", "use `private`"],
};

/** @param message - TypeScript's complaint, with names in single quotes. */
export function loweringRefusal(number: string, message: string): Refusal | undefined {
  const names = [...message.matchAll(/'([^']+)'/g)].map(([, name]) => name ?? "");
  const [name = "", type = ""] = names;
  switch (number) {
    case "TS2343":
      return unsupported(missingHelpers[name]);
    case "TS2304":
    case "TS2552":
    case "TS2583":
    case "TS2584":
    case "TS2585":
    case "TS2591":
      return unknownName(name);
    case "TS2550":
    case "TS2551":
    case "TS2339":
      return missingMember(name, type);
    default:
      return unsupported(byNumber[number]);
  }
}

const unsupported = (found: readonly [string, string] | undefined): Refusal | undefined =>
  found && { code: "UNSUPPORTED_SYNTAX", what: `Espruino has no ${found[0]}`, fix: found[1] };

/** A name that TypeScript and Espruino both do not know is a mistake like any other. */
function unknownName(name: string): Refusal | undefined {
  const refusal = unknownGlobal(name);
  return refusal?.code === "UNKNOWN_GLOBAL" ? undefined : refusal;
}

/** @param type - as TypeScript writes it: `number[]`, `string`, `ArrayConstructor`, `Math`. */
function missingMember(member: string, type: string): Refusal | undefined {
  const fromObject = missingStatic(type.replace(/Constructor$/, ""), member);
  const isBuiltIn = /\[\]$|Array|Promise|^string$|^number$|^Date$|^["\d]/.test(type);
  return fromObject ?? (isBuiltIn ? missingMethod(member) : undefined);
}
