import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { bundleNotWritten } from "./errors.ts";
import type { FirmwareBundle } from "./firmware-bundle.ts";
import { manifestFile } from "./manifest.ts";

/** For `out.js` writes `out.js`, `out.js.map` and, last, `out.manifest.json`: a manifest vouches for the code beside it. */
export async function writeBundle({ code, map, manifest }: FirmwareBundle, file: string): Promise<void> {
  await write(file, code);
  await write(`${file}.map`, map);
  await write(manifestFile(file), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function write(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    throw bundleNotWritten(file, cause as NodeJS.ErrnoException);
  }
}
