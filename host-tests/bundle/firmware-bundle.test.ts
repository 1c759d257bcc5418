import { createContext, Script } from "node:vm";
import { expect, test } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { findApplication } from "../../host/bundle/application.ts";
import { packageFolder } from "../../host/bundle/device-package.ts";
import { buildFirmware, type FirmwareBundle } from "../../host/bundle/firmware-bundle.ts";
import { SourceMapReader } from "../../host/bundle/source-positions.ts";
import { writeApplication } from "./write-application.ts";

test("builds the same bytes from the same input, wherever it lies", async () => {
  const files = {
    "main.ts": `import { text } from "./text.ts";\nimport { board } from "espruino-baton/board";\nprint(text, board);`,
    "text.ts": `export const text = BTN;`,
  };
  const [here, there] = await Promise.all([bundle(files), bundle(files)]);
  expect(there.code).toBe(here.code);
  expect(there.map).toBe(here.map);
  expect(there.manifest.sha256).toBe(here.manifest.sha256);
  expect(here.map).not.toContain(packageFolder);
});

test("describes in the manifest the code exactly as it is flashed", async () => {
  const { code, manifest } = await bundle({ "main.ts": `print("\u00e4", "\u2713");` });
  expect(code).toMatch(/^[\n -~]*$/);
  expect(manifest.bytes).toBe(code.length);
  expect(manifest.board).toBe(rp2040Pico.id);
});

test("takes the speed of the console from the request", async () => {
  const entry = writeApplication({
    "main.ts": `import { board } from "espruino-baton/board";\nprint(board.console.baud);`,
  });
  const { code, manifest } = await buildFirmware({ entry, board: rp2040Pico, baud: 1234 });
  expect(manifest.baud).toBe(1234);
  expect(code).toContain("1234");
});

test("maps every name and call of the minified code back to its line and column", async () => {
  const source = `const limit = peek32(1);
function report(value: number) {
  if (value > limit)
    throw new TypeError("too much: " + value);
}
setWatch((edge) => {
  report(edge.time);
}, BTN, { repeat: true });
`;
  const entry = writeApplication({ "main.ts": source });
  const { code, map } = await buildFirmware({ entry, board: rp2040Pico });
  const reader = new SourceMapReader(JSON.parse(map), findApplication(entry));
  for (const token of ["peek32", "setWatch", "BTN", "TypeError", "time"])
    expect(reader.positionOf(code, code.indexOf(token))).toMatchObject(positionOf(source, token));
});

test("maps past the declarations that it adds itself", async () => {
  const source = `if (peek32(1)) {
  var late = peek32(2);
}
print(late!, getTime());
`;
  const entry = writeApplication({ "main.ts": source });
  const { code, map } = await buildFirmware({ entry, board: rp2040Pico });
  const reader = new SourceMapReader(JSON.parse(map), findApplication(entry));
  expect(code).toMatch(/\bvar \w+;/);
  expect(reader.positionOf(code, code.indexOf("getTime"))).toMatchObject(positionOf(source, "getTime"));
});

test("shortens the framework's property names and none of the application's", async () => {
  const { code } = await bundle({
    "main.ts": `import { boot, pr } from "espruino-baton";
import { board } from "espruino-baton/board";
import { uartConsole } from "espruino-baton/plugins";
boot(board, [uartConsole()]);
const mine = { temperature: 1, nextSeq: 2 };
const format = "%s";
pr.info(format, JSON.stringify(mine), (mine as any)["tempera" + "ture"]);`,
  });
  expect(code).toMatch(/\btemperature:1\b/);
  expect(code).toMatch(/\bnextSeq:2\b/);
  expect(code).not.toMatch(/\.(logRecords|transmit|hasExecTimers)\b/);
  expect(code).toMatch(/\.info\(/);
});

test("keeps the names that the host reads from printkStats()", async () => {
  const { code } = await bundle({
    "main.ts": `import { boot } from "espruino-baton";
import { board } from "espruino-baton/board";
boot(board, []);`,
  });
  for (const name of ["logged", "pending", "consoles", "written", "dropped", "suppressed", "handoffs"])
    expect(code, name).toMatch(new RegExp(`\\b${name}:`));
});

test("leaves nothing behind in the global scope", async () => {
  const { code } = await bundle({
    "main.ts": `class Counter { count = 0; next() { return ++this.count; } }
const counter = new Counter();
function step() { print(counter.next()); }
step(); setWatch(step, BTN, {});`,
  });
  const before = { print() {}, setWatch() {}, BTN: 0 };
  const context = createContext({ ...before });
  new Script(code).runInContext(context);
  expect(Object.keys(context)).toEqual(Object.keys(before));
});

test("runs syntax that needs helpers: spread, rest, templates, subclasses", async () => {
  const printed = await output(`
class Base { constructor(readonly n: number) {} static make() { return "made"; } show() { return "base " + this.n; } }
class Middle extends Base { override show() { return "middle " + super.show(); } }
class Top extends Middle { constructor() { super(7); } override show() { return "top " + super.show(); } }
function tag(strings: TemplateStringsArray, ...values: unknown[]) { return strings.join("|") + values.join("+"); }
const { a, ...rest } = { a: 1, b: 2, c: 3 };
print(new Top().show(), Top.make(), tag\`x\${1}y\${2}\`, [...[1, 2], a, 4], { ...rest, d: 4 });`);
  expect(printed).toEqual(["top middle base 7", "made", "x|y|1+2", [1, 2, 1, 4], { b: 2, c: 3, d: 4 }]);
});

test("refuses a bundle that the board cannot store", async () => {
  const { storage, ...flash } = { ...rp2040Pico.flash };
  const board = { ...rp2040Pico, flash: { ...flash, storage: { ...storage, bytes: 10 } } };
  const entry = writeApplication({ "main.ts": `print("more than ten bytes");` });
  await expect(buildFirmware({ entry, board })).rejects.toMatchObject({ code: "BUNDLE_TOO_BIG" });
});

test.each([
  ["a folder that is not there", "nowhere", "APP_NOT_FOUND"],
  ["a folder without main.ts", import.meta.dirname, "MAIN_NOT_FOUND"],
  ["a file of another kind", `${import.meta.dirname}/../../package.json`, "NOT_TYPESCRIPT"],
])("refuses %s", async (_what, entry, code) => {
  await expect(buildFirmware({ entry, board: rp2040Pico })).rejects.toMatchObject({ code });
});

const bundle = (files: Readonly<Record<string, string>>): Promise<FirmwareBundle> =>
  buildFirmware({ entry: writeApplication(files), board: rp2040Pico });

/** What the application prints when Node runs it. */
async function output(source: string): Promise<unknown[]> {
  const printed: unknown[] = [];
  const { code } = await bundle({ "main.ts": source });
  new Script(code).runInContext(createContext({ print: (...values: unknown[]) => printed.push(...values) }));
  return JSON.parse(JSON.stringify(printed));
}

function positionOf(source: string, token: string): { line: number; column: number } {
  const lines = source.slice(0, source.indexOf(token)).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}
