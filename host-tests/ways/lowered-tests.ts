/**
 * Tests of the core, with their log calls lowered as the build lowers an application's: what they say of a call through a
 * logger has to hold for the expression in its place.
 */
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";
import type { Plugin } from "vite";
import { deviceModules, isFramework, wireFiles } from "../../host/bundle/device-package.ts";
import { type Lowering, lowerLogCalls } from "../../host/bundle/lowering/lowering.ts";
import { loweringOf } from "./lowering-of.ts";
import type { Way } from "./way.ts";

const folder = import.meta.dirname;
const coreFolder = resolve(folder, "../firmware");
const coreTests = readdirSync(coreFolder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => resolve(coreFolder, name));
const toldInTokens = resolve(folder, "told-in-tokens.ts");
/** The loggers that tests are given: see `start-firmware.ts`. */
const FACILITY = "test";

/** As a plugin of Vite's, for a project of tests. */
export function loweredTests(way: Exclude<Way, "called">): Plugin {
  const hasTokens = way === "tokens";
  const modules: Record<string, string> = {
    "espruino-baton/singleton": resolve(folder, "current-core.ts"),
    "espruino-baton/gates": deviceModules["espruino-baton/gates"] as string,
    "espruino-baton/wire": wireFiles[hasTokens ? "tokens" : "text"],
    ...(hasTokens && {
      "./wire.ts": toldInTokens,
      "./wire/wire.ts": wireFiles.tokens,
      "../wire/wire.ts": wireFiles.tokens,
      "../firmware/wire/wire.ts": wireFiles.tokens,
    }),
  };
  return {
    name: "lowered-tests",
    enforce: "pre",
    resolveId: (name) => modules[name],
    transform: (_, file) => (coreTests.includes(file) ? lowered(file, hasTokens) : undefined),
  };
}

function lowered(file: string, hasTokens: boolean): { code: string; map: string } {
  program ??= ts.createProgram(coreTests, options);
  const lowering = loweringOf(hasTokens, FACILITY);
  const before = [lowerLogCalls(lowering, isFramework)(program)];
  const output = { code: "", map: "" };
  const keep = (name: string, text: string): void => {
    output[name.endsWith(".map") ? "map" : "code"] = text;
  };
  program.emit(program.getSourceFile(file), keep, undefined, false, { before });
  return { ...output, code: explained(output.code, lowering) };
}

/** One for all of them, since most of its time goes into the libraries that they share. */
let program: ts.Program | undefined;

/** Imports run first, and tests when their file has ended. */
const explained = (code: string, { hasTokens, sites }: Lowering): string =>
  hasTokens
    ? `${code}\nimport { explain } from "${toldInTokens}";\nexplain(${JSON.stringify(sites)});`
    : code;

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: ["node"],
  strict: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  sourceMap: true,
};
