/**
 * What JavaScript costs on a board, in microseconds on the RP2040 at 125 MHz. Other boards are scaled by their clock.
 *
 * The numbers are fitted to measurements of Espruino 2v29 on an emulated Pico, net of the loop: an empty call 45 µs,
 * one with three arguments 157, `getTime()` 83, `r[h++&31]=[getTime(),5,"x %d",i]` 326, the same behind a function
 * with a level check 635, that call filtered out 324, four fields into a `Float64Array` with `.set` 487,
 * `console.log` of 27 characters 2400, `peek32` 160, `process.memory(false)` 2000. The table test holds the model to
 * 25 % of each. What was not measured there is taken from the Linux build at 0.055 µs per nanosecond, the ratio of
 * the operations known on both.
 */
export const REFERENCE_CLOCK_HZ = 125_000_000;

/** The interpreter's work for each piece of syntax, without its parts. */
export const syntaxCosts = {
  identifier: 12,
  literal: 9,
  member: 17,
  computedMember: 22,
  call: 28,
  /** Finding the program's own function through an object, and binding `this`. */
  methodCall: 180,
  /** The same for one of the interpreter's. */
  nativeMethodCall: 45,
  argument: 28,
  construct: 90,
  array: 15,
  element: 10,
  object: 15,
  property: 22,
  assignment: 20,
  compoundAssignment: 35,
  update: 25,
  binary: 15,
  logical: 8,
  conditional: 15,
  unary: 8,
  template: 150,
  templatePart: 30,
  regExp: 60,
  functionLiteral: 30,
  sequence: 4,

  statement: 5,
  declaration: 15,
  branch: 90,
  loop: 60,
  iteration: 10,
  attempt: 60,
  result: 5,
  /** Each character of text that is skipped and not run: an untaken branch, the body of a function literal. */
  skippedChar: 0.9,
} as const;

/** The interpreter's own functions, beyond the call. */
export const nativeCosts = {
  getTime: 38,
  peek32: 78,
  /** Anything not listed. */
  other: 20,
  memory: 1_700,
  memoryWithGc: 3_000,
  consoleLine: 342,
  /** A character on its way through the console, line ends included. */
  consoleChar: 66,
  serialWrite: 105,
  serialChar: 4.4,
  storageRead: 300,
  /** Flash: a page is programmed in about 1 ms per 256 bytes. RP2040: W25Q16JV datasheet, tPP 0.4 to 3 ms. */
  storageWrite: 2_000,
  storageChar: 4,
  /** A sector is erased in 45 to 400 ms; Espruino mostly marks files as deleted, which is a write. */
  storageErase: 1_000,
} as const;

/** What methods of the language do beyond being called, by name; see `nativeMethods`. */
export const methodCosts: Readonly<Record<string, number>> = {
  set: 75,
  replace: 400,
  split: 300,
  test: 150,
  match: 300,
  stringify: 900,
  parse: 600,
  toFixed: 100,
  padStart: 40,
  padEnd: 40,
  join: 200,
  sort: 500,
};

/**
 * The names by which a call is taken for one of the interpreter's own methods. A program's method of the same name
 * counts as one too: before it runs, its text is all there is.
 */
export const nativeMethods: ReadonlySet<string> = new Set(
  [
    "charAt charCodeAt concat endsWith includes indexOf lastIndexOf match padEnd padStart repeat replace replaceAll",
    "slice split startsWith substr substring toLowerCase toUpperCase trim fromCharCode",
    "every fill filter find findIndex forEach join map pop push reduce reverse shift some sort splice unshift",
    "set subarray toFixed toString isArray keys values entries assign create defineProperty hasOwnProperty",
    "abs ceil cos exp floor log max min pow random round sin sqrt stringify parse test exec apply call bind",
    "print println read setup write on emit memory",
  ]
    .join(" ")
    .split(" "),
);

/** The event loop's own work. Estimates: a pass looks at an empty list or two; a callback is found and called. */
export const loopCosts = { pass: 15, callback: 45, edgeObject: 110 } as const;
