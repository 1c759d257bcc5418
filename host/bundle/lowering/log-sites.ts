/** What the build knows of every log call it has lowered. The manifest carries the list; tokens are explained by it. */
import { createHash } from "node:crypto";

export interface LogSite {
  /** The call's number in its bundle, from 1. */
  readonly token: number;
  readonly level: number;
  readonly facility: string;
  /** As it is printed: constant arguments are filled in already. */
  readonly format: string;
  /** In the order of the conversions in `format`. */
  readonly args: readonly LogArgument[];
  /** As in the source map: relative to the application. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export interface LogArgument {
  /** What the source calls it: `edges`, `edge.time - last`. */
  readonly name: string;
  /** Without the percent sign: `d`, `.6f`, `08x`. */
  readonly conversion: string;
}

/** Names a dictionary, so that nobody decodes with another: eight hexadecimal digits. */
export const dictionaryOf = (sites: readonly LogSite[]): string =>
  createHash("sha256").update(JSON.stringify(sites)).digest("hex").slice(0, 8);
