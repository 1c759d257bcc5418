/**
 * Bundles of patched sources. Nothing is minified: the minifier would join statements again that a patch has torn apart.
 * Nothing is checked either, since a patch need not type-check to be tried.
 */
import { dirname, join, relative } from "node:path";
import { type Plugin, rollup } from "rollup";
import ts from "typescript";
import { deviceModules, packageFolder } from "../../host/bundle/device-package.ts";
import { deviceModuleResolver } from "../../host/bundle/module-resolver.ts";
import { proofApplication } from "../proof/proof-apps.ts";
import { proofFacts } from "../proof/proof-board.ts";
import type { App } from "../proof/scenarios.ts";

/** A change to one place of one source file. */
export interface Patch {
  /** Relative to the package. */
  readonly file: string;
  /** Found exactly once, or the patch is refused. */
  readonly search: RegExp;
  readonly replacement: string;
}

export async function patchedBundle(app: App | "lock", patches: readonly Patch[]): Promise<string> {
  const build = await rollup({
    input: "./main.ts",
    plugins: [applicationFiles(app), deviceModuleResolver(proofFacts), transpiler(patches)],
  });
  const { output } = await build.generate({ format: "iife" });
  return output[0].code;
}

/** @throws when the place is not there, or there more than once. */
export function patched(source: string, { file, search, replacement }: Patch): string {
  const count = source.match(new RegExp(search, "g"))?.length ?? 0;
  if (count !== 1) throw new Error(`${file} has ${count} places that match ${search}, not one`);
  return source.replace(search, replacement);
}

const ENTRY = "/proof/main.ts";

function applicationFiles(app: App | "lock"): Plugin {
  const files = proofApplication(app);
  const fileOf = (id: string) => files[relative(dirname(ENTRY), id)];
  return {
    name: "application-files",
    resolveId: (name, importer) => resolved(name, importer ?? ENTRY),
    load: fileOf,
  };
}

/** Unlike an ordinary application, a proof may look behind the framework's surface. */
function resolved(name: string, importer: string): string | undefined {
  if (name.startsWith("firmware/")) return join(packageFolder, name);
  return deviceModules[name] ?? (name.startsWith(".") ? join(dirname(importer), name) : undefined);
}

function transpiler(patches: readonly Patch[]): Plugin {
  const left = new Set(patches);
  return {
    name: "patch-and-transpile",
    transform(code, id) {
      let text = code;
      for (const patch of patches.filter(({ file }) => id === join(packageFolder, file))) {
        text = patched(text, patch);
        left.delete(patch);
      }
      return { code: transpiled(text), map: null };
    },
    buildEnd(error) {
      if (!error && left.size > 0) this.error(`not in the bundle: ${[...left].map(({ file }) => file)}`);
    },
  };
}

function transpiled(source: string): string {
  return ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES5,
      module: ts.ModuleKind.ESNext,
      importHelpers: true,
      verbatimModuleSyntax: true,
      ignoreDeprecations: "6.0",
    },
  }).outputText;
}
