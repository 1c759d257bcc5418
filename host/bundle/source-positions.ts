/** From a place in finished code back to the line that somebody wrote. */
import { join, relative, resolve } from "node:path";
import { type SourceMapInput, sourceContentFor, TraceMap, traceSegment } from "@jridgewell/trace-mapping";
import type { Application } from "./application.ts";
import { isFramework, packageFolder } from "./device-package.ts";
import type { SourcePosition } from "./errors.ts";

const PACKAGE = "espruino-baton/";

/** A source's name in the map: the same wherever the application and the package are installed. */
export const sourceName = (file: string, { folder }: Pick<Application, "folder">): string =>
  isFramework(file) ? PACKAGE + relative(packageFolder, file) : relative(folder, file);

/** The other way round. */
const sourceFile = (name: string, folder: string): string =>
  name.startsWith(PACKAGE) ? join(packageFolder, name.slice(PACKAGE.length)) : resolve(folder, name);

export class SourceMapReader {
  readonly #map: TraceMap;
  readonly #folder: string;

  /** @param application - where the sources are that the map names. */
  constructor(map: unknown, { folder }: Pick<Application, "folder">) {
    this.#map = new TraceMap(map as SourceMapInput);
    this.#folder = folder;
  }

  /** @param offset - into `code`, from 0. */
  positionOf(code: string, offset: number): SourcePosition {
    return this.find(code, offset) ?? inBundle(code, offset);
  }

  /** The same, or nothing for code that nobody wrote. */
  find(code: string, offset: number): SourcePosition | undefined {
    const { line, column } = inBundle(code, offset);
    const [, source, sourceLine = 0, sourceColumn = 0] = traceSegment(this.#map, line - 1, column - 1) ?? [];
    const name = source === undefined ? null : this.#map.sources[source];
    if (name == null) return undefined;
    return { file: sourceFile(name, this.#folder), line: sourceLine + 1, column: sourceColumn + 1 };
  }

  /** What the file held when it was built. */
  sourceOf({ file }: SourcePosition): string | undefined {
    const name = this.#map.sources.find((each) => each !== null && sourceFile(each, this.#folder) === file);
    return (name && sourceContentFor(this.#map, name)) ?? undefined;
  }
}

function inBundle(code: string, offset: number): SourcePosition {
  const lines = code.slice(0, offset).split("\n");
  return { file: "the bundle", line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
