/**
 * Where this package keeps its device sources. The build reads them from there, be the package this checkout or a
 * folder in somebody's `node_modules`.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Transmit } from "../../firmware/board.ts";

export const packageFolder = nearestPackage(dirname(fileURLToPath(import.meta.url)));
export const packageVersion: string = JSON.parse(
  readFileSync(join(packageFolder, "package.json"), "utf8"),
).version;

const firmwareFolder = join(packageFolder, "firmware");
const pluginsFolder = join(packageFolder, "plugins");
export const deviceConfigFile = join(firmwareFolder, "tsconfig.json");
/** Espruino's globals, as types. */
export const espruinoTypesFile = join(firmwareFolder, "platform", "globals.d.ts");

/** The code for each kind of transmit buffer. */
export const roomFiles: Readonly<Record<Transmit["kind"], string>> = {
  fifo: join(firmwareFolder, "ports", "fifo-room.ts"),
  buffer: join(firmwareFolder, "ports", "buffer-room.ts"),
};

/** What a bundle writes to its consoles. */
export const wireFiles = {
  text: join(firmwareFolder, "wire", "text-wire.ts"),
  tokens: join(firmwareFolder, "wire", "token-wire.ts"),
} as const;
export type Wire = keyof typeof wireFiles;

/** What log calls become where machine code stores their records. */
export const nativeFiles = { storeInts: join(firmwareFolder, "native", "store-ints.ts") } as const;

/** Stands for the board chosen for the build. There is no such file: the build makes its text up. */
export const chosenBoardFile = join(firmwareFolder, "chosen-board.js");

/** The module names that an application may import, and the files behind them. */
export const deviceModules: Readonly<Record<string, string>> = {
  "espruino-baton/board": chosenBoardFile,
  "espruino-baton": join(firmwareFolder, "index.ts"),
  "espruino-baton/singleton": join(firmwareFolder, "singleton.ts"),
  "espruino-baton/gates": join(firmwareFolder, "printk", "gates.ts"),
  "espruino-baton/store-ints": nativeFiles.storeInts,
  "espruino-baton/plugins": join(pluginsFolder, "index.ts"),
  tslib: join(firmwareFolder, "platform", "helpers.ts"),
};

/** Whether a module belongs to the framework, and not to the application. */
export const isFramework = (id: string): boolean =>
  id.startsWith(`${firmwareFolder}/`) || id.startsWith(`${pluginsFolder}/`);

/** Every TypeScript file of the framework, in a fixed order. */
export function frameworkFiles(): string[] {
  return [firmwareFolder, pluginsFolder].filter((folder) => existsSync(folder)).flatMap(typeScriptFiles);
}

function typeScriptFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => join(folder, name));
}

function nearestPackage(folder: string): string {
  const holdsPackage = existsSync(join(folder, "package.json"));
  return holdsPackage || dirname(folder) === folder ? folder : nearestPackage(dirname(folder));
}
