/** What Node has and Espruino 2v29 does not. */
import type { Scope } from "../realm.ts";

const MISSING_GLOBALS = [
  "globalThis Map Set WeakMap WeakSet WeakRef Symbol Proxy Reflect BigInt BigInt64Array BigUint64Array Intl",
  "SharedArrayBuffer Atomics WebAssembly FinalizationRegistry AggregateError Iterator escape unescape",
  "URIError RangeError EvalError console Promise queueMicrotask structuredClone performance",
]
  .join(" ")
  .split(" ");

/** By the object that would have them; `X.prototype` is written `X#`. */
const MISSING_MEMBERS: Readonly<Record<string, string>> = {
  "Array#":
    "flat flatMap at findLast findLastIndex lastIndexOf reduceRight entries keys values copyWithin toSorted",
  Array: "from of",
  "String#": "codePointAt at trimStart trimEnd matchAll localeCompare normalize search",
  String: "raw fromCodePoint",
  Object: "freeze seal isFrozen isSealed is hasOwn preventExtensions groupBy",
  "Number#": "toPrecision toExponential",
  Number: "isInteger isFinite isNaN isSafeInteger parseInt parseFloat",
  Math: "imul clz32 trunc log2 log10 log1p expm1 hypot fround cbrt",
};

export function removeMissing(intrinsics: Scope): void {
  for (const name of MISSING_GLOBALS) delete intrinsics.globalThis[name];
  for (const [owner, names] of Object.entries(MISSING_MEMBERS)) {
    const target = owner.endsWith("#") ? intrinsics[owner.slice(0, -1)].prototype : intrinsics[owner];
    for (const name of names.split(" ")) delete target[name];
  }
}
