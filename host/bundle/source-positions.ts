/** From a place in finished code back to the line that somebody wrote. */
import { SourceMap, type SourceMapPayload } from "node:module";
import { join, relative, resolve } from "node:path";
import type { Application } from "./application.ts";
import { isFramework, packageFolder } from "./device-package.ts";
import type { SourcePosition } from "./errors.ts";

const PACKAGE = "espruino-baton/";

/** A source's name in the map: the same wherever the application and the package are installed. */
export const sourceName = (file: string, { folder }: Application): string =>
  isFramework(file) ? PACKAGE + relative(packageFolder, file) : relative(folder, file);

/** The other way round. */
const sourceFile = (name: string, { folder }: Application): string =>
  name.startsWith(PACKAGE) ? join(packageFolder, name.slice(PACKAGE.length)) : resolve(folder, name);

export class SourceMapReader {
  readonly #map: SourceMap;
  readonly #application: Application;

  constructor(map: unknown, application: Application) {
    this.#map = new SourceMap(map as SourceMapPayload);
    this.#application = application;
  }

  /** @param offset - into `code`, from 0. */
  positionOf(code: string, offset: number): SourcePosition {
    const lines = code.slice(0, offset).split("\n");
    const entry = this.#map.findEntry(lines.length - 1, lines.at(-1)?.length ?? 0);
    if (!("originalSource" in entry)) return { file: "the bundle", line: lines.length, column: offset + 1 };
    const file = sourceFile(entry.originalSource, this.#application);
    return { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  }
}
