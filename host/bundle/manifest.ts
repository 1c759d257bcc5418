import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { OutputAsset, OutputBundle, OutputChunk, Plugin } from "rollup";
import ts from "typescript";
import type { BootBoard } from "../../firmware/board.ts";
import type { Application } from "./application.ts";
import { packageVersion } from "./device-package.ts";
import type { SourcePosition } from "./errors.ts";
import type { LogSite } from "./lowering/log-sites.ts";
import { dictionaryIn, type Lowering } from "./lowering/lowering.ts";

/** What the host has to know about a bundle without reading it. */
export interface Manifest {
  readonly schema: 1;
  /** Of the code, in hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** Of the code; a board computes it with `E.CRC32`. */
  readonly crc32: number;
  /** `process.env.BOARD` of the board the bundle is for. */
  readonly board: string;
  readonly baud: number;
  /** The application's name. */
  readonly entry: string;
  /** The log calls that the build has lowered. */
  readonly logSites: readonly LogSite[];
  /** Those that it cannot read: they go through a logger, and their records go out as text in any build. */
  readonly textCalls?: readonly SourcePosition[];
  /** In a build with tokens: names `logSites`, which explain them. The firmware says it at boot. */
  readonly dictionary?: string;
  /** The oldest firmware that reads it, where not all do: `2v11`. */
  readonly since?: string;
  readonly versions: { readonly baton: string; readonly typescript: string };
}

/** For `out.js`: `out.manifest.json`. */
export const manifestFile = (codeFile: string): string => `${codeFile.replace(/\.js$/, "")}.manifest.json`;

/** Describes the finished code in a file beside it. */
export function manifestWriter(
  application: Application,
  board: BootBoard,
  lowering: Lowering,
  since?: string,
): Plugin {
  return {
    name: "manifest",
    generateBundle(_options, output) {
      const { fileName, code } = onlyChunk(output);
      const source = `${JSON.stringify(manifestOf(code, application, board, lowering, since), null, 2)}\n`;
      this.emitFile({ type: "asset", fileName: manifestFile(fileName), source });
    },
  };
}

/** A bundle is one file of code. */
export const onlyChunk = (output: OutputBundle | readonly (OutputChunk | OutputAsset)[]): OutputChunk =>
  Object.values(output).find((file) => file.type === "chunk") as OutputChunk;

const manifestOf = (
  code: string,
  application: Application,
  board: BootBoard,
  lowering: Lowering,
  since: string | undefined,
): Manifest => ({
  schema: 1,
  sha256: createHash("sha256").update(code, "latin1").digest("hex"),
  bytes: code.length,
  crc32: crc32(Buffer.from(code, "latin1")),
  board: board.id,
  baud: board.console.baud,
  entry: application.name,
  logSites: lowering.sites,
  textCalls: lowering.textCalls,
  dictionary: dictionaryIn(lowering),
  since,
  versions: { baton: packageVersion, typescript: ts.version },
});
