import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { spoolInUse } from "../errors.ts";

/** The locks of this process. A container gives every run the same number, so that the number alone says little. */
const held = new Set<string>();

/**
 * Keeps a folder for this process. A lock whose process has died does not count.
 *
 * @returns a function that gives the folder free.
 * @throws CliError `SPOOL_IN_USE`.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, "lock");
  if (!(await take(path))) {
    const owner = await ownerOf(path);
    if (owner === process.pid ? held.has(path) : isAlive(owner)) throw spoolInUse(folder, owner);
    await rm(path, { force: true });
    if (!(await take(path))) throw spoolInUse(folder, await ownerOf(path));
  }
  held.add(path);
  return async () => {
    held.delete(path);
    await rm(path, { force: true });
  };
}

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function ownerOf(path: string): Promise<number> {
  return Number(await readFile(path, "utf8").catch(() => 0));
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
