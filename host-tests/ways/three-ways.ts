/**
 * A program built three ways and run three times: its log calls as they stand, lowered, and lowered to tokens. What it says
 * has to be the same.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { type Context, IRQ, TASK } from "../../firmware/platform/platform.ts";
import * as textConversions from "../../firmware/printk/conversions.ts";
import * as gates from "../../firmware/printk/gates.ts";
import { Logger } from "../../firmware/printk/logger.ts";
import { createPrintk, type Line, type Printk } from "../../firmware/printk/printk.ts";
import { once, rateLimited } from "../../firmware/printk/rate-limit.ts";
import { type LogRecord, SEQ } from "../../firmware/printk/record.ts";
import { resize } from "../../firmware/printk/record-ring.ts";
import { line as textLine } from "../../firmware/wire/text-wire.ts";
import * as tokenConversions from "../../firmware/wire/token-conversions.ts";
import { deviceConfigFile, isFramework } from "../../host/bundle/device-package.ts";
import { type Lowering, lowerLogCalls } from "../../host/bundle/lowering/lowering.ts";
import { TestPlatform } from "../support/test-platform.ts";
import * as core from "./current-core.ts";
import { loweringOf } from "./lowering-of.ts";
import { switchTo } from "./switched-wire.ts";
import * as inTokens from "./told-in-tokens.ts";
import type { Way } from "./way.ts";

/** All that can be seen of a run. */
export interface Said {
  /** The records, as lines on a wire. */
  readonly lines: readonly string[];
  readonly seqs: readonly number[];
  /** The numbers of the errors kept apart. */
  readonly errors: readonly (number | undefined)[];
  /** What the program noted of itself. */
  readonly notes: readonly unknown[];
  /** How often an offloader was told. */
  readonly wakes: number;
}

/** A module that exports `main`; `note`, `tick` and `interrupt` are there for it. */
export function saidBy(source: string): Record<Way, Said> {
  program = ts.createProgram([FILE], options, hostOf(source), program);
  return { called: run("called"), lowered: run("lowered"), tokens: run("tokens") };
}

function run(way: Way): Said {
  const platform = new TestPlatform();
  const printk = createPrintk(platform);
  resize(printk.ring, RECORDS_MAX);
  core.makeCurrent(printk);
  const said = { notes: [] as unknown[], wakes: 0 };
  Object.assign(printk, { hasOffloader: true, offload: () => said.wakes++ });
  const { code, lowering } = compiled(way);
  switchTo(way === "tokens");
  if (way === "tokens") inTokens.explain(lowering.sites);
  const module = { main: (): void => {} };
  new Function("exports", "require", "note", "tick", "interrupt", code)(
    module,
    (name: string) => modulesFor(way, printk)[name],
    (what: unknown) => said.notes.push(what),
    () => platform.setTime(platform.now() + STEP_S),
    (handler: () => void) => within(IRQ, platform, handler),
  );
  module.main();
  const records = printk.ring.records.filter((record) => record !== undefined);
  return {
    ...said,
    lines: linesOf(records, way === "tokens" ? inTokens.line : textLine),
    seqs: records.map((record) => record[SEQ]),
    errors: printk.ring.errors.map((record) => record?.[SEQ]),
  };
}

const RECORDS_MAX = 256;
/** A time that the wires can tell exactly. */
const STEP_S = 0.125;

function within(context: Context, platform: TestPlatform, handler: () => void): void {
  platform.context = context;
  try {
    handler();
  } finally {
    platform.context = TASK;
  }
}

const modulesFor = (way: Way, printk: Printk): Record<string, unknown> => ({
  "espruino-baton": { pr: new Logger(printk, ""), once, rateLimited },
  "espruino-baton/singleton": core,
  "espruino-baton/gates": gates,
  "espruino-baton/wire": way === "tokens" ? tokenConversions : textConversions,
  tslib: { __makeTemplateObject: (cooked: string[], raw: string[]) => Object.assign(cooked, { raw }) },
});

const linesOf = (records: readonly LogRecord[], line: Line): string[] =>
  records.map((record, i) => line(record, 0, records[i - 1]));

function compiled(way: Way): { code: string; lowering: Lowering } {
  const lowering = loweringOf(way === "tokens");
  const before = way === "called" ? [] : [lowerLogCalls(lowering, isFramework)(program!)];
  let code = "";
  program!.emit(program!.getSourceFile(FILE), (_, text) => (code = text), undefined, false, { before });
  return {
    code: ts.transpile(code, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES5 }),
    lowering,
  };
}

/** Beside the framework, where its modules are found. */
const FILE = join(dirname(deviceConfigFile), "../program-under-test.ts");
const options: ts.CompilerOptions = {
  ...ts.parseJsonConfigFileContent(
    ts.readConfigFile(deviceConfigFile, ts.sys.readFile).config,
    ts.sys,
    dirname(deviceConfigFile),
  ).options,
  noEmit: false,
  noEmitHelpers: true,
  verbatimModuleSyntax: false,
};
/** The last one: the next takes its libraries from there. */
let program: ts.Program | undefined;

const files = new Map<string, ts.SourceFile>();

function hostOf(source: string): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const parsed = (file: string, text: string) =>
    ts.createSourceFile(file, text, { languageVersion: ts.ScriptTarget.ES5 }, true);
  return {
    ...host,
    fileExists: (file) => file === FILE || host.fileExists(file),
    getSourceFile(file) {
      if (file === FILE) return parsed(file, source);
      if (!files.has(file)) files.set(file, parsed(file, readFileSync(file, "utf8")));
      return files.get(file);
    },
  };
}
