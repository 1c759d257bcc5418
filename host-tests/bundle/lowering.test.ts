// Goal: a lowered log call says what the call through a logger would have said. Method: programs are built, run on the
// simulated board, and what they write is compared with what the firmware's printf makes of the same arguments.
import { describe, expect, it } from "vitest";
import { espruinoPico } from "../../boards/espruino-pico.ts";
import { formatMessage } from "../../firmware/printk/format.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { parseLogDirectives } from "../../host/bundle/lowering/log-directives.ts";
import { SimulatedBoard } from "../../host/sim/simulated-board.ts";
import { writeApplication } from "./write-application.ts";

const BOOT = `import { boot, once, pr, rateLimited } from "espruino-baton";
import { board } from "espruino-baton/board";
import { idleOffloader, uartConsole } from "espruino-baton/plugins";
boot(board, [uartConsole(), idleOffloader()]);
const log = pr.child("net");
`;

const build = (source: string, log = "*=debug") =>
  buildFirmware({
    entry: writeApplication({ "main.ts": BOOT + source }),
    board: { ...espruinoPico, console: { device: "Serial2", baud: 115_200 } },
    log: parseLogDirectives(log),
  });

/** The messages a program writes after the firmware's own. */
async function messagesOf(source: string): Promise<string[]> {
  const { code } = await build(source);
  const board = new SimulatedBoard(espruinoPico);
  const bytes: number[] = [];
  board.uart("Serial2").onByte((byte) => bytes.push(byte));
  board.load(code);
  board.runFor(3000);
  const lines = Buffer.from(bytes).toString("latin1").trimEnd().split("\r\n").slice(1);
  return lines.map((line) => line.replace(/^<\d>\[ *[\d.]+\](\[C\])? (net: )?/, ""));
}

describe("a lowered log call", () => {
  it("says what the firmware's printf says", async () => {
    const calls: [format: string, ...values: string[]][] = [
      ["plain"],
      ["100% of %d", "n"],
      ["%d %u %x %o %c", "n", "negative", "negative", "n", "65"],
      ["%f|%.2f|%8.3f|%08x|%5d|", "fraction", "fraction", "fraction", "n", "n"],
      ["%d %d %f", "Number('x')", "1/0", "-1/0"],
      ["%s %s %j", "text", "{a:[1,2]}", "{b:true}"],
      ["%s", '"x".repeat(300)'],
      ["%d of %s", "n"],
      ["left over", "n", "text", "null"],
      ["%q %", "n"],
      ["constants %d %s %.1f", "7", '"seven"', "7.25"],
    ];
    const values = `const n = Number("48879"), negative = Number("-2"), fraction = Number("2.71159");
const text = String("a\\tb");
`;
    const source = calls.map(
      ([format, ...args]) =>
        `// @ts-ignore, for the one with too few values\nlog.info(${[JSON.stringify(format), ...args].join(", ")});`,
    );
    const expected = calls.map(([format, ...args]) =>
      formatMessage([format, ...args.map((arg) => kept(arg))]),
    );
    expect(await messagesOf(values + source.join("\n"))).toEqual(expected);
  });

  it("reads templates, and loggers that are children of children", async () => {
    const source = `const n = Number("3");
log.info\`\${n} of 100%: \${"text"}\`;
pr.child("net").info("made %d", n);`;
    expect(await messagesOf(source)).toEqual(["3 of 100%: text", "made 3"]);
  });

  it("evaluates its values in the order of the source, and before it takes its number", async () => {
    const source = `let n = 0;
function next(): number { log.info("asked %d", n); return ++n; }
log.info("%d %d %d %d", n++, next(), n++, next());`;
    expect(await messagesOf(source)).toEqual(["asked 1", "asked 3", "0 2 2 4"]);
  });

  it("is worth nothing where a value is expected", async () => {
    expect(
      await messagesOf(`const say = () => log.info("said");\nlog.info("%s", say() as unknown);`),
    ).toEqual(["said", "undefined"]);
  });

  it("leaves alone what it cannot read, and says where: another core's logger, a format made at run time", async () => {
    const { manifest } = await build(`const format = String("%d");
function tell(other: typeof pr) { other.info("through a parameter"); }
tell(log); log.info(format, 7); log.cont("more"); once(log).info("said once");`);
    expect(manifest.logSites).toEqual([]);
    expect(manifest.textCalls?.map(({ line, column }) => [line, column])).toEqual([
      [7, 35],
      [8, 12],
      [8, 33],
      [8, 51],
    ]);
  });

  it("shares the name of its facility with the other calls", async () => {
    const { code } = await build(Array.from({ length: 6 }, (_, i) => `log.info("call ${i}");`).join("\n"));
    expect(code.match(/"net"/g)).toHaveLength(1);
  });

  it("is described in the manifest: where it stands and what it prints", async () => {
    const { manifest } = await build(
      `const count = Number("1");\nlog.err("%d %s  of %d", count + 1, "of", 7);`,
    );
    expect(manifest.logSites).toEqual([
      {
        token: 1,
        level: 3,
        facility: "net",
        format: "%d of  of 7",
        args: [{ name: "count + 1", conversion: "d" }],
        file: "main.ts",
        line: 7,
        column: 1,
      },
    ]);
  });
});

describe("a log call through a logger that says less", () => {
  const storm = `for (let i = 0; i < 5; i++) { seldom.info("turn %d of %s", i, "five"); first.warning("first %d", i); }
setTimeout(() => seldom.info("later %d", -1), 2000);`;
  const loggers = `const first = once(log), seldom = rateLimited(log, 1000, 2);\n`;
  const said = ["turn 0 of five", "first 0", "turn 1 of five", "3 suppressed", "later -1"];

  it("asks the gate that the logger has become, and needs no format at run time", async () => {
    expect(await messagesOf(loggers + storm)).toEqual(said);
    const { code, manifest } = await build(loggers + storm);
    expect(manifest.textCalls).toEqual([]);
    expect(manifest.logSites).toHaveLength(3);
    const { code: read } = await build(`${loggers}${storm}\nlog.info(String("format"));`);
    expect(read.length - code.length).toBeGreaterThan(1000);
  });

  it("shares the gate with other modules", async () => {
    const entry = writeApplication({
      "main.ts": `${BOOT.replace("const log", "export const log")}import { first, seldom } from "./loggers.ts";\n${storm}`,
      "loggers.ts": `import { once, pr, rateLimited as limited } from "espruino-baton";
export const seldom = limited(pr.child("far"), 1000, 2), first = once(pr);`,
    });
    const { manifest } = await buildFirmware({ entry, board: espruinoPico });
    expect(manifest.textCalls).toEqual([]);
    expect(manifest.logSites.map(({ facility }) => facility)).toEqual(["far", "", "far"]);
  });

  it.each([
    ["is handed on", 'function tell(to: typeof seldom) { to.info("told"); }\ntell(seldom);'],
    ["is put into an object", 'const all = { seldom };\nall.seldom.info("all");'],
    ["has a format of run time", 'seldom.info(String("format"));'],
  ])("stays a call where the logger %s", async (_, use) => {
    const { manifest } = await build(`${loggers}${storm}\n${use}`);
    expect(manifest.logSites.map(({ format }) => format)).toEqual(["first %d"]);
    expect(manifest.textCalls).toHaveLength(3);
  });

  it("evaluates what changes something when it says nothing, too, and keeps nothing then", async () => {
    const source = `let n = 0, asked = 0;
function next(): number { return ++asked; }
const chatty = { toJSON() { return ++told; } };
let told = 0;
for (let i = 0; i < 4; i++) { first.info("%d %d", next(), n++); seldom.info("%j", chatty); }
log.info("%d %d %d", n, asked, told);`;
    expect(await messagesOf(loggers + source)).toEqual(["1 0", "1", "2", "4 4 2"]);
  });

  it("leaves nothing behind where --log leaves it out", async () => {
    const without = await build("print(1);");
    const stripped = await build(`${loggers}seldom.debug("x"); first.debug("y");\nprint(1);`, "*=info");
    expect(stripped.manifest).toMatchObject({ bytes: without.manifest.bytes, logSites: [], textCalls: [] });
  });
});

describe("a log call's values", () => {
  it.each([
    ['log.info("%d", "text")', /string.*number/],
    ['log.info("%5.2f of %08x", 1, "text")', /string.*number/],
    ['log.info("%s %d", 1)', /Expected .*3 arguments/],
  ])("are checked against the format: %s", async (source, message) => {
    await expect(build(source)).rejects.toMatchObject({
      code: "TYPE_ERROR",
      message: expect.stringMatching(message),
    });
  });

  it("may be anything where the format says so, is unknown, or has ended", async () => {
    const source = `const format = String("%d");
log.info("100%% %s %j", {}, []); log.info("%c%x left", 65, 1, "over"); log.info(format, "text"); log.info(new Error("x"));`;
    await expect(build(source)).resolves.toBeDefined();
  });
});

describe("a log call that --log leaves out", () => {
  it("leaves nothing behind", async () => {
    const without = await build("print(1);");
    const stripped = await build(`log.debug("x %d", 1 + 2);\nprint(1);`, "net=info,*=debug");
    expect(stripped.code === without.code).toBe(true);
    expect(stripped.manifest).toMatchObject({ logSites: [], textCalls: [] });
  });

  it("is refused when it would take a side effect with it", async () => {
    await expect(build(`let n = 0;\nlog.debug("%d", n++);\nprint(n);`, "*=info")).rejects.toMatchObject({
      code: "SIDE_EFFECT_STRIPPED",
      message: expect.stringMatching(/main\.ts:7:17.*"n\+\+"/),
    });
  });

  it.each(["net", "net=loud", "=info", "a=info=b"])("is not what %j says", (text) => {
    expect(() => parseLogDirectives(text)).toThrow(expect.objectContaining({ code: "BAD_LOG_DIRECTIVE" }));
  });
});

/** What the program's expressions are, as the firmware keeps them. */
function kept(expression: string): unknown {
  const n = 48879;
  const negative = -2;
  const fraction = 2.71159;
  const text = "a\tb";
  const value: unknown = new Function("n", "negative", "fraction", "text", `return ${expression}`)(
    n,
    negative,
    fraction,
    text,
  );
  if (typeof value === "string" && value.length > 128) return `${value.slice(0, 128)}<truncated>`;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}
