import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Board } from "../../firmware/board.ts";
import { findBoard } from "../boards/find-board.ts";
import type { Manifest } from "../bundle/firmware-bundle.ts";
import { CliError } from "../errors.ts";
import type { MappedCode } from "../trace/bundle-sources.ts";
import { type BuildChoices, buildChoices } from "./build-options.ts";
import { brokenBundle, noBundle, noManifest } from "./errors.ts";

/** Firmware that is ready to be flashed. */
export interface Firmware {
  readonly code: string;
  readonly manifest: Manifest;
  /** The facts of its board, where they can be found. */
  readonly board?: Board;
  /** What leads back to the sources, where it is still beside the code. */
  readonly sources?: MappedCode;
}

const MANIFEST = ".manifest.json";

/**
 * Takes a bundle with the manifest beside it, or builds an application.
 *
 * @param target - a `.js` file that `baton build` has written, or the manifest beside it, or the application's folder.
 * @param boardName - the board to build for; a bundle knows its own.
 * @param choices - how to build; a bundle is built already.
 * @throws CliError `NO_BUNDLE`, `NO_MANIFEST`, `BROKEN_BUNDLE`, or what the build has to say.
 */
export function loadFirmware(
  target: string,
  boardName: string | undefined,
  choices: BuildChoices = {},
): Promise<Firmware> {
  const file = target.endsWith(MANIFEST) ? `${target.slice(0, -MANIFEST.length)}.js` : target;
  return file.endsWith(".js") ? readFirmware(file) : buildFrom(target, boardName, choices);
}

/** What leads from the code beside a manifest back to the sources, where all of it is still there and fits together. */
export async function sourcesBeside(manifest: string): Promise<MappedCode | undefined> {
  if (!manifest.endsWith(MANIFEST)) return undefined;
  const firmware = await loadFirmware(manifest, undefined).catch(() => undefined);
  return firmware?.sources;
}

async function buildFrom(
  folder: string,
  boardName: string | undefined,
  choices: BuildChoices,
): Promise<Firmware> {
  const board = await findBoard(boardName, path.resolve(folder));
  const { buildFirmware } = await import("../bundle/firmware-bundle.ts");
  const bundle = await buildFirmware({ entry: folder, board, ...buildChoices(choices) });
  return { ...bundle, board, sources: bundle };
}

async function readFirmware(file: string): Promise<Firmware> {
  const code = await readFile(file, "latin1").catch((error) => {
    throw noBundle(file, error);
  });
  const manifest = await readManifest(file);
  const sha256 = createHash("sha256").update(code, "latin1").digest("hex");
  if (sha256 !== manifest.sha256) throw brokenBundle(file);
  const board = await findBoard(manifest.board).catch(undefinedIfUnknown);
  return { code, manifest, board, sources: await readSources(file, code) };
}

/** A map that is gone or broken takes the stack traces' sources with it, and nothing else. */
async function readSources(file: string, code: string): Promise<MappedCode | undefined> {
  try {
    const { sourceRoot, ...map } = JSON.parse(await readFile(`${file}.map`, "utf8"));
    return { code, map: JSON.stringify(map), folder: path.resolve(path.dirname(file), String(sourceRoot)) };
  } catch {
    return undefined;
  }
}

async function readManifest(codeFile: string): Promise<Manifest> {
  const { manifestFile } = await import("../bundle/manifest.ts");
  const file = manifestFile(codeFile);
  try {
    return manifestSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    throw noManifest(file, error);
  }
}

const manifestSchema: z.ZodType<Manifest> = z.object({
  schema: z.literal(1),
  sha256: z.string(),
  bytes: z.number(),
  crc32: z.number(),
  board: z.string(),
  baud: z.number(),
  entry: z.string(),
  logSites: z.array(
    z.object({
      token: z.number(),
      level: z.number(),
      facility: z.string(),
      format: z.string(),
      args: z.array(z.object({ name: z.string(), conversion: z.string() })),
      file: z.string(),
      line: z.number(),
      column: z.number(),
    }),
  ),
  textCalls: z.array(z.object({ file: z.string(), line: z.number(), column: z.number() })).optional(),
  dictionary: z.string().optional(),
  since: z.string().optional(),
  versions: z.object({ baton: z.string(), typescript: z.string() }),
});

/** A board of some project's own need not be known here. */
function undefinedIfUnknown(error: unknown): undefined {
  if (!(error instanceof CliError) || error.code !== "UNKNOWN_BOARD") throw error;
}
