import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** How far each sink had come, by the sink's name. */
export type Cursors = Readonly<Record<string, number>>;

const fileName = "cursors.json";
const cursorsSchema = z.record(z.string(), z.number().int().nonnegative());

/** @returns nothing for a folder without cursors, and for a file that is none: delivering again is better than never. */
export async function loadCursors(folder: string): Promise<Cursors> {
  try {
    return cursorsSchema.parse(JSON.parse(await readFile(join(folder, fileName), "utf8")));
  } catch {
    return {};
  }
}

/** Puts the new cursors in the old ones' place at once, so that a death in between leaves one or the other. */
export async function saveCursors(folder: string, cursors: Cursors): Promise<void> {
  const beside = join(folder, `${fileName}.new`);
  await writeFile(beside, JSON.stringify(cursors), { mode: 0o600 });
  await rename(beside, join(folder, fileName));
}
