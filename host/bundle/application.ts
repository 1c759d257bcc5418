import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { appNotFound, mainNotFound, notTypeScript } from "./errors.ts";

/** What is to be built: a folder of device code and the file in it that runs first. */
export interface Application {
  /** The folder's name, or the file's when it is not `main.ts`. */
  readonly name: string;
  readonly folder: string;
  readonly mainFile: string;
}

/** @param entry - the folder that holds `main.ts`, or a TypeScript file. */
export function findApplication(entry: string): Application {
  const path = resolve(entry);
  if (!existsSync(path)) throw appNotFound(entry);
  return statSync(path).isDirectory() ? applicationIn(path) : applicationFrom(path);
}

function applicationIn(folder: string): Application {
  const mainFile = join(folder, "main.ts");
  if (!existsSync(mainFile)) throw mainNotFound(folder);
  return { name: basename(folder), folder, mainFile };
}

function applicationFrom(file: string): Application {
  if (!file.endsWith(".ts") || file.endsWith(".d.ts")) throw notTypeScript(file);
  const folder = dirname(file);
  return {
    name: basename(file) === "main.ts" ? basename(folder) : basename(file, ".ts"),
    folder,
    mainFile: file,
  };
}
