/** From what a board says about flashed code back to the sources. */
import type { SourcePosition } from "../bundle/errors.ts";
import { type PlainText, plainText } from "../bundle/pretokenise.ts";
import { SourceMapReader } from "../bundle/source-positions.ts";
import { type Program, parseCode } from "../bundle/syntax-tree.ts";
import { culpritOf } from "./culprit.ts";
import type { Spot } from "./frame-line.ts";
import { functionNameAt } from "./function-name.ts";
import { findInRam, type RamHints } from "./ram-code.ts";
import { offsetsOf } from "./storage-text.ts";

/** What the build knows of a bundle, as far as its sources go. */
export interface MappedCode {
  /** Exactly what is flashed. */
  readonly code: string;
  /** Its source map, version 3. */
  readonly map: string;
  /** The application's, to which the map's names are relative. */
  readonly folder: string;
}

/** A place in the sources. */
export interface SourceFrame extends SourcePosition {
  /** The function around it, if it has a name. */
  readonly name?: string;
  /** The line's text, when it was built. */
  readonly text: string;
}

/** Espruino runs this file of its Storage at every start. */
const bootFile = ".bootcde";

export class BundleSources {
  readonly #plain: PlainText;
  readonly #program: Program;
  readonly #sources: SourceMapReader;

  /** @throws when the map or the code is none. */
  constructor({ code, map, folder }: MappedCode) {
    this.#plain = plainText(code);
    this.#program = parseCode(this.#plain.text);
    this.#sources = new SourceMapReader(map, { folder });
  }

  /**
   * @param hints - what else the board has said: code in RAM is known by it.
   * @returns nothing for code that is none of the application's, or that cannot be told from other code.
   */
  frameAt(spot: Spot, hints: RamHints = {}): SourceFrame | undefined {
    const offset = this.offsetOf(spot, hints);
    return offset === undefined ? undefined : this.frameOf(offset);
  }

  /** @returns the place in the plain text. */
  private offsetOf(spot: Spot, hints: RamHints): number | undefined {
    if (spot.file === "") return findInRam(this.#plain, this.#program, spot, hints);
    const [offset] = spot.file === bootFile ? offsetsOf(this.#plain.flashed, spot) : [];
    return offset === undefined ? undefined : this.#plain.toPlain(offset);
  }

  private frameOf(offset: number): SourceFrame | undefined {
    const culprit = culpritOf(this.#program, offset);
    const position = this.#sources.find(this.#plain.flashed, this.#plain.toFlashed(culprit));
    const source = position && this.#sources.sourceOf(position);
    if (position === undefined || source === undefined) return undefined;
    const text = source.split("\n")[position.line - 1] ?? "";
    return { ...position, name: functionNameAt(source, position), text };
  }
}
