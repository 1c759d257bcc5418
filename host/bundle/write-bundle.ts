import { mkdir, writeFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { bundleNotWritten } from "./errors.ts";
import type { FirmwareBundle } from "./firmware-bundle.ts";
import { manifestFile } from "./manifest.ts";

/** For `out.js` writes `out.js`, `out.js.map` and, last, `out.manifest.json`: a manifest vouches for the code beside it. */
export async function writeBundle(bundle: FirmwareBundle, file: string): Promise<void> {
  const { code, map, manifest, folder } = bundle;
  await write(file, code, "latin1");
  await write(`${file}.map`, rooted(map, relative(dirname(file), folder)));
  await write(manifestFile(file), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** A map on disk says where its sources are, seen from its own folder. */
const rooted = (map: string, sourceRoot: string): string =>
  JSON.stringify({ ...JSON.parse(map), sourceRoot });

async function write(file: string, text: string, encoding: BufferEncoding = "utf8"): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, encoding);
  } catch (cause) {
    throw bundleNotWritten(file, cause as NodeJS.ErrnoException);
  }
}
