import { existsSync } from "node:fs";
import path from "node:path";
import { watch } from "chokidar";

/**
 * Calls when a TypeScript file of a project changes, comes or goes, until the signal ends it.
 *
 * @param target - an application's folder or file; the whole project around it is watched.
 * @returns once it watches.
 */
export async function watchFiles(target: string, signal: AbortSignal, onChange: () => void): Promise<void> {
  const watcher = watch(projectOf(path.resolve(target)), {
    ignoreInitial: true,
    ignored: (file, stats) =>
      isForeign(path.basename(file)) || (stats?.isFile() === true && !file.endsWith(".ts")),
  });
  signal.addEventListener("abort", () => void watcher.close(), { once: true });
  watcher.on("all", (event) => {
    if (!event.endsWith("Dir")) onChange();
  });
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
}

/** The nearest folder with a `package.json`, or the application's own where there is none. */
function projectOf(target: string): string {
  const own = target.endsWith(".ts") ? path.dirname(target) : target;
  for (let folder = own; path.dirname(folder) !== folder; folder = path.dirname(folder))
    if (existsSync(path.join(folder, "package.json"))) return folder;
  return own;
}

const isForeign = (name: string): boolean =>
  name === "node_modules" || name === "dist" || (name.startsWith(".") && name.length > 1);
