import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import plugin from "@rollup/plugin-typescript";
import type { Plugin } from "rollup";
import ts from "typescript";
import type { Application } from "./application.ts";
import { deviceConfigFile, espruinoTypesFile, nativeFiles, roomFiles, wireFiles } from "./device-package.ts";

/**
 * TypeScript as a rollup plugin, with the options of `firmware/tsconfig.json` wherever the application lives, and
 * with the application's files only: what it does not import is not checked.
 *
 * The plugin takes its files and options from a tsconfig; here the compiler it is handed answers with ours. It
 * watches no files, since a build runs once.
 */
export function typeScriptCompiler(
  application: Application,
  transform: (program: ts.Program) => ts.TransformerFactory<ts.SourceFile>,
): Plugin {
  const project = deviceProject(application);
  return rollupPlugin({
    tsconfig: false,
    filterRoot: false,
    transformers: { before: [{ type: "program", factory: transform }] },
    typescript: {
      ...ts,
      sys: { ...ts.sys, watchFile: undefined, watchDirectory: undefined },
      parseJsonConfigFileContent: () => project,
    } as typeof ts,
  });
}

/** The package is an ES module whose types say CommonJS. */
const rollupPlugin = plugin as unknown as typeof plugin.default;

function deviceProject(application: Application): ts.ParsedCommandLine {
  const { config } = ts.readConfigFile(deviceConfigFile, ts.sys.readFile);
  const json = { ...config, include: [], files: rootFiles(application) };
  return ts.parseJsonConfigFileContent(json, ts.sys, dirname(deviceConfigFile), {
    noEmit: false,
    allowImportingTsExtensions: false,
    rewriteRelativeImportExtensions: true,
    noEmitHelpers: true,
    noEmitOnError: false,
    rootDir: undefined,
    // An application without imports is a module all the same.
    moduleDetection: ts.ModuleDetectionKind.Force,
    sourceMap: true,
    inlineSources: true,
    skipLibCheck: true,
  });
}

/** Where checking starts: the application, its own declarations, Espruino's, and what a board may link. */
function rootFiles({ folder, mainFile }: Application): string[] {
  const declarations = readdirSync(folder)
    .filter((name) => name.endsWith(".d.ts"))
    .sort()
    .map((name) => join(folder, name));
  const linked = [roomFiles, wireFiles, nativeFiles].flatMap((files) => Object.values<string>(files));
  return [espruinoTypesFile, ...linked, ...declarations, mainFile].filter((file) => existsSync(file));
}
