import { existsSync, type Stats } from "node:fs";
import path from "node:path";
import { type FSWatcher, watch } from "chokidar";
import { watchFailed } from "./errors.ts";

/**
 * How long files rest before their change is told. Editors empty a file and then fill it, and chokidar tells nothing of a
 * file within 50 ms of the last it told: who reads at once may read the empty one, and never hear of the other.
 */
const REST_MS = 100;

/** The changes of a project's TypeScript files. None is missed from `of`'s return on, whoever listens or not. */
export class FileChanges {
  private isUntold = false;
  private tell: (() => void) | undefined;
  private rest: NodeJS.Timeout | undefined;

  private constructor(private readonly watcher: FSWatcher) {
    watcher.on("all", (event) => {
      if (!event.endsWith("Dir")) this.note();
    });
  }

  /**
   * @param target - an application's folder or file; the whole project around it is watched.
   * @param onError - hears CliError `WATCH_FAILED`; what can be watched goes on being watched.
   * @returns once it watches.
   */
  static async of(target: string, onError: (error: Error) => void): Promise<FileChanges> {
    const watcher = watch(projectOf(path.resolve(target)), { ignoreInitial: true, ignored: isIgnored });
    watcher.on("error", (error) => onError(watchFailed(target, error as Error)));
    await new Promise<void>((resolve) => watcher.once("ready", resolve));
    return new FileChanges(watcher);
  }

  /** Calls when a file has changed, come or gone; soon, if one did before there was anybody to tell. */
  onChange(tell: () => void): void {
    this.tell = tell;
    if (this.isUntold) this.note();
  }

  async close(): Promise<void> {
    clearTimeout(this.rest);
    await this.watcher.close();
  }

  private note(): void {
    this.isUntold = true;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.pass(), REST_MS);
  }

  private pass(): void {
    if (this.tell === undefined) return;
    this.isUntold = false;
    this.tell();
  }
}

const isIgnored = (file: string, stats?: Stats): boolean =>
  isForeign(path.basename(file)) || (stats?.isFile() === true && !file.endsWith(".ts"));

const isForeign = (name: string): boolean =>
  name === "node_modules" || name === "dist" || (name.startsWith(".") && name.length > 1);

/** The nearest folder with a `package.json`, or the application's own where there is none. */
function projectOf(target: string): string {
  const own = target.endsWith(".ts") ? path.dirname(target) : target;
  for (let folder = own; path.dirname(folder) !== folder; folder = path.dirname(folder))
    if (existsSync(path.join(folder, "package.json"))) return folder;
  return own;
}
