import { existsSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import { configSchema } from "./config-schema.ts";
import type { Config } from "./define-config.ts";
import { badConfig, unknownProfile } from "./errors.ts";

/**
 * Reads the project's `baton.config.ts`; a project may do without.
 *
 * @param cwd - in the project: the file is there, or in a folder above, up to the one that holds `package.json`.
 * @param profile - whose settings go in front of the others.
 * @throws CliError `BAD_CONFIG`, with file, line and what was expected, or `UNKNOWN_PROFILE`.
 */
export async function loadConfig(cwd: string = process.cwd(), profile?: string): Promise<Config> {
  const file = findConfig(cwd);
  return withProfile(file === undefined ? {} : await readConfig(file), profile, file);
}

const fileNames = ["baton.config.ts", "baton.config.mts", "baton.config.js", "baton.config.mjs"];

function findConfig(folder: string): string | undefined {
  const file = fileNames.map((name) => join(folder, name)).find((candidate) => existsSync(candidate));
  const isTop = dirname(folder) === folder || existsSync(join(folder, "package.json"));
  return file !== undefined || isTop ? file : findConfig(dirname(folder));
}

async function readConfig(file: string): Promise<Config> {
  const value = await evaluate(file);
  if (value === undefined)
    throw badConfig([`${shown(file)}:1: expected \`export default defineConfig({ … })\``]);
  const { success, data, error } = configSchema.safeParse(value);
  if (success) return data;
  const { lineOfSetting } = await import("./line-of-setting.ts");
  const lineOf = (path: readonly PropertyKey[]): number => lineOfSetting(file, path);
  throw badConfig(error.issues.map((issue) => `${shown(file)}:${problemText(issue, lineOf)}`));
}

/** Runs the file, whether or not this package is installed where it stands. */
async function evaluate(file: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  const alias = { "espruino-baton/config": defineConfigFile };
  const jiti = createJiti(file, { alias, fsCache: false, moduleCache: false, interopDefault: false });
  try {
    return ((await jiti.import(file)) as { default?: unknown }).default;
  } catch (cause) {
    throw badConfig([`${placeOf(cause, file)}: ${messageOf(cause)}`], cause);
  }
}

/** The file beside this one, as source or compiled. */
const defineConfigFile = fileURLToPath(
  new URL(`./define-config${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
);

const shown = (file: string): string => relative(process.cwd(), file) || file;

/** Both a parser's message and a stack name the place as `file:line:column`. */
function placeOf(error: unknown, file: string): string {
  const { message, stack } = error as Partial<Error>;
  const [, place] = `${message}\n${stack}`.split(file).map((text) => /^(:\d+:\d+)/.exec(text)?.[1]);
  return shown(file) + (place ?? "");
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n")[0] ?? message).replace(/^\w*Error: /, "").trim();
}

function problemText(issue: z.core.$ZodIssue, lineOf: (path: readonly PropertyKey[]) => number): string {
  const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path;
  return `${lineOf(path)}: ${issue.path.join(".") || "the config"}: ${issue.message}`;
}

function withProfile({ profiles, ...settings }: Config, profile: string | undefined, file?: string): Config {
  if (profile === undefined) return { ...settings, profiles };
  const chosen = Object.hasOwn(profiles ?? {}, profile) ? profiles?.[profile] : undefined;
  if (chosen === undefined) throw unknownProfile(profile, Object.keys(profiles ?? {}), file && shown(file));
  return { ...settings, ...chosen, ports: { ...settings.ports, ...chosen.ports }, profiles };
}
