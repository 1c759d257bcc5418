import { existsSync, readdirSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { packageFolder, packageVersion } from "../bundle/device-package.ts";
import { folderNotEmpty, projectNotWritten } from "./errors.ts";

/** A project that `initProject` has made. */
export interface NewProject {
  /** Absolute. */
  readonly folder: string;
  /** The npm package's. */
  readonly name: string;
  /** What was written, from the folder on. */
  readonly files: readonly string[];
}

/**
 * Makes a project from `templates/project`: firmware, a plugin and a board of its own, a config, a test, a scenario.
 *
 * @param target - the folder, which is made; one that is there must be empty but for hidden files.
 * @throws CliError `FOLDER_NOT_EMPTY` or `CANNOT_WRITE`.
 */
export async function initProject(target: string): Promise<NewProject> {
  const folder = resolve(target);
  if (existsSync(folder) && !isEmpty(folder)) throw folderNotEmpty(target);
  const name = packageName(basename(folder));
  const files = await templateFiles();
  for (const file of files) await write(join(folder, writtenName(file)), await filledIn(file, name));
  return { folder, name, files: files.map(writtenName) };
}

const templateFolder = join(packageFolder, "templates", "project");

/** A repository may have been made before the project. A file in the folder's place is not empty either. */
function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).every((name) => name.startsWith("."));
  } catch {
    return false;
  }
}

/** Source: the npm documentation, package.json, name. */
const packageName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+/, "")
    .slice(0, 214) || "firmware";

async function templateFiles(): Promise<string[]> {
  const entries = await readdir(templateFolder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(templateFolder, join(entry.parentPath, entry.name)))
    .sort();
}

/** npm leaves files of these names out of a package, or takes them for its own. */
const writtenName = (file: string): string => file.replace(/^_(?=gitignore$)/, ".").replace(/^_/, "");

/** `{{name}}`, `{{version}}`, and `{{version:vitest}}`: that with which this package is tested. */
async function filledIn(file: string, name: string): Promise<string> {
  const text = await readFile(join(templateFolder, file), "utf8");
  const versions = await testedVersions();
  return text
    .replaceAll("{{name}}", name)
    .replaceAll("{{version}}", packageVersion)
    .replace(/\{\{version:(.+?)\}\}/g, (_, dependency) => versions[dependency] ?? "*");
}

async function testedVersions(): Promise<Record<string, string>> {
  const { dependencies, devDependencies } = JSON.parse(
    await readFile(join(packageFolder, "package.json"), "utf8"),
  );
  return { ...dependencies, ...devDependencies };
}

async function write(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: "wx" });
  } catch (cause) {
    throw projectNotWritten(file, cause as NodeJS.ErrnoException);
  }
}
