/** JavaScript's built-ins that Espruino lacks, with what to use instead. Measured on Espruino 2v29. */

/** Globals of the language. */
export const missingGlobals: Readonly<Record<string, string>> = {
  Map: "use an object, or two arrays",
  Set: "use an object, or an array and indexOf",
  WeakMap: "keep the value in a property",
  WeakSet: "keep a mark in a property",
  WeakRef: "keep the reference, and drop it yourself",
  FinalizationRegistry: "release things yourself",
  Symbol: "use a string",
  Proxy: "call a function",
  Reflect: "use Object's functions",
  BigInt: "use two numbers",
  BigInt64Array: "use two Uint32Arrays",
  BigUint64Array: "use two Uint32Arrays",
  Intl: "format by hand",
  Atomics: "a statement is never interrupted in the middle",
  SharedArrayBuffer: "a board has one memory: use ArrayBuffer",
  RangeError: "use Error",
  EvalError: "use Error",
  URIError: "use Error",
  AggregateError: "use Error",
  encodeURI: "use encodeURIComponent",
  decodeURI: "use decodeURIComponent",
  escape: "use encodeURIComponent",
  unescape: "use decodeURIComponent",
};

/** Globals of browsers and of Node. */
export const hostGlobals: Readonly<Record<string, string>> = {
  window: "use global",
  self: "use global",
  document: "a board has no document",
  navigator: "ask process.env",
  location: "a board has no location",
  fetch: 'use require("http")',
  XMLHttpRequest: 'use require("http")',
  URL: "use url.parse",
  Buffer: "use Uint8Array",
  queueMicrotask: "use Promise.resolve().then, or setTimeout",
  setImmediate: "use setTimeout(..., 0)",
  requestAnimationFrame: "use setTimeout",
  structuredClone: "use JSON.parse(JSON.stringify(...)), or Object.assign",
  performance: "use getTime()",
  TextEncoder: "use E.toUint8Array",
  TextDecoder: "use E.toString",
  crypto: 'use require("crypto")',
  localStorage: 'use require("Storage")',
  alert: "use print",
  __dirname: "a bundle has no folder",
  __filename: "a bundle has no file",
};

/** Members of global objects. */
export const missingStatics: Readonly<Record<string, string>> = {
  Array: "from of fromAsync",
  Object:
    "freeze getOwnPropertySymbols groupBy hasOwn is isExtensible isFrozen isSealed preventExtensions seal",
  Math: "acosh asinh atanh cbrt clz32 cosh expm1 fround hypot imul log10 log1p log2 sinh tanh trunc",
  Number:
    "EPSILON MAX_SAFE_INTEGER MIN_SAFE_INTEGER isFinite isInteger isNaN isSafeInteger parseFloat parseInt",
  Promise: "race any allSettled try withResolvers",
  String: "fromCodePoint raw",
  Date: "UTC",
  ArrayBuffer: "isView",
};

/** Methods of arrays, typed arrays, strings, numbers, promises and dates. */
export const missingMethods: Readonly<Record<string, string>> = {
  at: "use an index",
  copyWithin: "use set(subarray(...), offset)",
  entries: "use an index",
  findLast: "loop downwards",
  findLastIndex: "loop downwards",
  flat: "use concat",
  flatMap: "use map and concat",
  lastIndexOf: "loop downwards",
  reduceRight: "reverse, then reduce",
  toReversed: "use slice and reverse",
  toSorted: "use slice and sort",
  toSpliced: "use slice and splice",
  codePointAt: "use charCodeAt",
  localeCompare: "compare with <",
  matchAll: "call exec in a loop",
  normalize: "keep text in ASCII",
  search: "use match",
  trimStart: 'use replace(/^\\s+/, "")',
  trimEnd: 'use replace(/\\s+$/, "")',
  toLocaleLowerCase: "use toLowerCase",
  toLocaleUpperCase: "use toUpperCase",
  toExponential: "use toFixed",
  toPrecision: "use toFixed",
  toLocaleString: "use toString",
  toDateString: "use toString",
  toTimeString: "use toString",
  toLocaleDateString: "use toString",
  finally: "use then with two functions",
  isPrototypeOf: "use instanceof",
  propertyIsEnumerable: "use hasOwnProperty",
};

/** The global objects whose methods exist on their instances only: `Array.prototype.slice` is undefined. */
export const emptyPrototypes: ReadonlySet<string> = new Set(
  "Array String Number Boolean Function Date RegExp Promise ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array".split(
    " ",
  ),
);
