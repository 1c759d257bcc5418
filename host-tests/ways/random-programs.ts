/** Random programs that log: every level, kind of format, kind of value and kind of logger, in any order. */
import fc from "fast-check";
import { LEVEL_NAMES } from "../../firmware/printk/logger.ts";

/** What the values are made of: variables that change while others are evaluated, and whatever evaluating can do. */
const HEAD = `import { once, pr, rateLimited } from "espruino-baton";
declare const note: (what: unknown) => void, tick: () => void, interrupt: (handler: () => void) => void;
const net = pr.child("net"), deep = net.child("deep");
const first = once(net), seldom = rateLimited(deep, 300, 2), mixed = rateLimited(pr, 300, 1);
let n = 1, fraction = 2.71875, flag = true;
let text = "a\\tb", anything: any = "anything";
const list = [n, "two"];
const state = { speed: 1 };
const chatty = { toJSON() { pr.info("chatty %d", n++); return { n }; } };
const rude = { toString() { throw new Error("rude"); }, toJSON() { throw new Error("rude"); } };
const gauge = { get value() { deep.debug("asked"); return ++n; } };
function next(): number { return ++n; }
function changed(): string { text += "!"; state.speed++; return text; }
function fails(): number { note("fails"); throw new Error("failed"); }
function nested(): number { net.err("nested %d", n); return n; }
function safely(what: () => void) { tick(); try { what(); } catch (error) { note("" + error); } }
`;

/** As they stand in the source. */
const VALUES = [
  ...["7", "-2.5", "0", '"constant"', '"ž%"', `"${"long ".repeat(40)}"`, "undefined", "null", "true"],
  ...["n", "fraction", "text", "flag", "anything", "list", "state", "n + 1", "text + n", "-n", "n & 255"],
  ...["1 / 0", "0 / 0", "list[0]", "state.speed", "flag ? n : text", "`n is $" + "{n}`", "typeof anything"],
  ...["n++", "--n", "(n += 2)", "(text = 'new')", "(flag = !flag)", "(state.speed = n)"],
  ...["next()", "changed()", "nested()", "gauge.value", "chatty", "rude", "[chatty, n]", "{ n }"],
  ...["fails()", "new Error('told')", "function () {}", "'x'.repeat(200)", "String(n)"],
];

const LITERALS = ["", " ", "of ", "100%%", "%q", "tab\\t", "\\u20ac", "` ", '"', "\\\\"];
const CONVERSIONS = ["%d", "%u", "%x", "%o", "%f", "%s", "%c", "%j", "%08x", "%5d", "%.2f", "%8.3f", "%10s"];

const values = fc.array(fc.constantFrom(...VALUES), { maxLength: 4 });
const piece = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...CONVERSIONS) },
  { weight: 1, arbitrary: fc.constantFrom(...LITERALS) },
);
const format = fc.array(piece, { maxLength: 6 }).map((pieces) => quoted(pieces.join("")));
const log = fc
  .tuple(
    fc.constantFrom("pr", "net", "deep", 'pr.child("made")', "first", "seldom"),
    fc.constantFrom(...LEVEL_NAMES),
  )
  .map(([logger, level]) => `${logger}.${level}`);

const formatted = fc.tuple(log, format, values).map(([logs, first, rest]) => call(logs, [first, ...rest]));
const templated = fc.tuple(log, values).map(([logs, parts]) => {
  const spans = parts.filter((part) => !part.includes("`")).map((part) => `\${${part}} of 100%`);
  return `${logs}\`says ${spans.join(", ")}\``;
});
const continued = fc.tuple(format, values).map(([first, rest]) => call("pr.cont", [first, ...rest]));
const madeAtRunTime = fc.tuple(log, values).map(([logs, rest]) => call(logs, ["text", ...rest]));
/** One that is called in both ways. */
const limited = fc
  .tuple(fc.constantFrom("text", '"limited %s"'), values)
  .map(([first, rest]) => call("mixed.info", [first, ...rest]));

const expression = fc.oneof(
  { weight: 8, arbitrary: formatted },
  { weight: 2, arbitrary: templated },
  { weight: 1, arbitrary: continued },
  { weight: 1, arbitrary: madeAtRunTime },
  { weight: 1, arbitrary: limited },
);
const statement = fc.oneof(
  { weight: 4, arbitrary: expression.map((logs) => `safely(() => { ${logs}; });`) },
  { weight: 1, arbitrary: expression.map((logs) => `safely(() => note(${logs}));`) },
  { weight: 1, arbitrary: expression.map((logs) => `interrupt(() => safely(() => { ${logs}; }));`) },
  { weight: 1, arbitrary: expression.map((logs) => `safely(() => { if (flag) ${logs}; else next(); });`) },
);

export const programs: fc.Arbitrary<string> = fc
  .array(statement, { minLength: 1, maxLength: 8 })
  .map((statements) => `${HEAD}export function main() {\n${statements.join("\n")}\n}\n`);

const call = (logs: string, args: readonly string[]): string => `${logs}(${args.join(", ")})`;

const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;
