import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Board } from "../../firmware/board.ts";
import { parseBoard } from "./board-schema.ts";
import { unreadableBoard } from "./errors.ts";

/** The files that can hold a board: one exported object, by any name or as the default. */
export const extensions = [".ts", ".js", ".mjs", ".json"];

/**
 * Loads a board from a file of the user's project.
 *
 * @throws CliError `BAD_BOARD` with the field and the reason.
 */
export async function loadBoard(file: string): Promise<Board> {
  const shown = path.relative(process.cwd(), file) || file;
  let value: unknown;
  try {
    value = await readValue(file);
  } catch (error) {
    throw unreadableBoard(shown, error instanceof Error ? error.message : String(error), error);
  }
  return parseBoard(value, shown);
}

async function readValue(file: string): Promise<unknown> {
  if (file.endsWith(".json")) return JSON.parse(await readFile(file, "utf8"));
  const url = file.endsWith(".ts") ? await transpiled(file) : pathToFileURL(file).href;
  return exportedObject(await import(/* @vite-ignore */ url));
}

/** A board is facts only, so its types can be dropped and the rest run as a module without a file. */
async function transpiled(file: string): Promise<string> {
  const { default: ts } = await import("typescript");
  const { outputText } = ts.transpileModule(await readFile(file, "utf8"), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  return `data:text/javascript;base64,${Buffer.from(outputText).toString("base64")}`;
}

function exportedObject(module: Record<string, unknown>): unknown {
  const objects = Object.values(module).filter((value) => typeof value === "object" && value !== null);
  if (objects.length !== 1) throw new Error(`it exports ${objects.length} objects, and a board is one`);
  return objects[0];
}
