/**
 * What JavaScript costs on a board, in microseconds on the RP2040 at 125 MHz. Other boards are scaled by their clock.
 *
 * The numbers are fitted to `calibration.ts`: what Espruino 2v29 took for each of some hundred pieces of code on the
 * emulated Pico. Names are found quickly wherever they are; what costs is reading text: every character of a literal
 * and every token, run or skipped, passes through the interpreter's lexer again each time.
 */
export const REFERENCE_CLOCK_HZ = 125_000_000;

/** The interpreter's work for each piece of syntax, without its parts. */
export const syntaxCosts = {
  identifier: 11.5,
  /** Each character of a name beyond the first. */
  nameChar: 1.1,
  /** A pin's name is spelled out and looked up in a table. */
  pin: 40,
  /** `arguments`, which is made when it is asked for. */
  argumentsObject: 80,
  number: 10,
  numberChar: 0.7,
  fraction: 6,
  fractionChar: 4.5,
  text: 9,
  textChar: 1.75,
  member: 10,
  computedMember: 26,
  call: 17,
  /** Finding one of the interpreter's methods, and handing the arguments to machine code. */
  nativeMethodCall: 79,
  argument: 6,
  construct: 175,
  array: 11,
  element: 14,
  object: 18,
  property: 20,
  /** For each property that is there already. */
  propertyBefore: 6,
  assignment: 21,
  compoundAssignment: 34,
  update: 29,
  binary: 14,
  equality: 20,
  logical: 7,
  conditional: 8,
  not: 13,
  unary: 21,
  template: 40,
  templatePart: 12,
  regExp: 75,
  functionLiteral: 22,

  /** Entering a function, beyond the call: its body, unless that begins with `return`, and each parameter. */
  entry: 15,
  body: 35,
  /** Besides, where the function was made within another one, whose names it sees. */
  closure: 27,
  parameter: 16,
  result: 22,
  /** Each character between a `return` and the end of its function. */
  leftChar: 0.83,
  statement: 1.3,
  declaration: 17,
  branch: 11,
  otherwise: 12,
  forLoop: 28,
  whileLoop: 25,
  iteration: 22,
  forEachIteration: 50,
  choice: 60,
  attempt: 10,
  throw: 60,
} as const;

/**
 * What is skipped and not run is read all the same: an expression token by token, a block or the body of a function
 * literal faster. By leaves of the syntax tree, each of which stands for about two tokens, and by characters.
 */
export const skipCosts = {
  expression: { leaf: 5.5, char: 0.54 },
  block: { leaf: 0.75, char: 0.8 },
  functionBody: { leaf: 1.9, char: 0.85 },
} as const;

/** A text that grows: the left part is copied, the right one appended. By characters of what comes out. */
export const joinCosts = { join: 16, char: 0.6 } as const;

/** The interpreter's own functions, beyond the call. */
export const nativeCosts = {
  getTime: 49,
  peek32: 42,
  /** A character that `set` puts into an array. */
  setChar: 3.2,
  /** Setting a timer or clearing one. */
  timer: 66,
  /** Anything not listed. */
  other: 35,
  memory: 1_700,
  memoryWithGc: 3_000,
  consoleLine: 45,
  /** A character on its way through the console, line ends included. */
  consoleChar: 2.5,
  serialWrite: 63,
  serialChar: 2.2,
  storageRead: 300,
  /** Flash: a page is programmed in about 1 ms per 256 bytes. RP2040: W25Q16JV datasheet, tPP 0.4 to 3 ms. */
  storageWrite: 2_000,
  storageChar: 4,
  /** A sector is erased in 45 to 400 ms; Espruino mostly marks files as deleted, which is a write. */
  storageErase: 1_000,
} as const;

/** What methods of the language do beyond being called, by name; see `nativeMethods`. */
export const methodCosts: ReadonlyMap<string, number> = new Map(
  Object.entries({
    replace: 40,
    split: 110,
    test: 240,
    match: 300,
    stringify: 270,
    parse: 600,
    toFixed: 30,
    padStart: 40,
    padEnd: 40,
    join: 160,
    sort: 500,
    forEach: 300,
    map: 300,
    bind: 25,
    apply: 40,
  }),
);

/** Members that machine code answers, beyond finding them. */
export const memberCosts: ReadonlyMap<string, number> = new Map(Object.entries({ length: 90, env: 370 }));

/** What the interpreter brings along: the methods of these are machine code. */
export const nativeObjects: ReadonlySet<string> = new Set(
  "console E JSON Math Object Array String process USB Serial1 Serial2 Bluetooth Terminal".split(" "),
);

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
