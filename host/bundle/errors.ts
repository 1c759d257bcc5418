import { CliError } from "../errors.ts";

/** A place in a source file, as people and editors write it. Lines and columns count from 1. */
export interface SourcePosition {
  /** Absolute, or the name of a generated module. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One complaint about one place. */
export interface Complaint extends SourcePosition {
  readonly message: string;
}

/** How many complaints a person is shown at once. */
const COMPLAINTS_MAX = 5;

export const appNotFound = (entry: string): CliError =>
  new CliError("APP_NOT_FOUND", `there is no application at ${entry}`, {
    fix: "name the folder that holds main.ts, or a TypeScript file",
    exitCode: 2,
  });

export const mainNotFound = (folder: string): CliError =>
  new CliError("MAIN_NOT_FOUND", `${folder} holds no main.ts`, {
    fix: "an application starts in main.ts: create it, or name the file to start in",
    exitCode: 2,
  });

export const notTypeScript = (entry: string): CliError =>
  new CliError("NOT_TYPESCRIPT", `${entry} is not a TypeScript source file`, {
    fix: "name a .ts file, or the folder that holds main.ts",
    exitCode: 2,
  });

export const boardNotNamed = (): CliError =>
  new CliError("BOARD_NOT_NAMED", "for which board?", {
    fix: "add --board <name>; `baton boards` lists them",
    exitCode: 2,
  });

export const badBaud = (text: string): CliError =>
  new CliError("BAD_BAUD", `"${text}" is not a line speed`, {
    fix: "give a whole number of bits per second between 300 and 4000000, such as 115200",
    exitCode: 2,
  });

export const syntaxError = (complaints: readonly Complaint[]): CliError =>
  new CliError("SYNTAX_ERROR", listed(complaints), { fix: "correct the source and build again" });

export const badLogDirective = (directive: string): CliError =>
  new CliError("BAD_LOG_DIRECTIVE", `"${directive}" does not say what to log`, {
    fix: 'name facilities with their last level, such as "net=debug,*=info", or "off"',
    exitCode: 2,
  });

export const sideEffectStripped = (at: SourcePosition, source: string): CliError =>
  new CliError(
    "SIDE_EFFECT_STRIPPED",
    `${placed(at)}: the log call that --log leaves out would take "${source}" with it`,
    { fix: "do the work in a statement of its own, and log its result" },
  );

export const typeError = (complaints: readonly Complaint[]): CliError =>
  new CliError("TYPE_ERROR", listed(complaints), { fix: "correct the types and build again" });

export const unresolvedImport = (complaint: Complaint): CliError =>
  new CliError("UNRESOLVED_IMPORT", listed([complaint]), {
    fix: 'import a .ts file by its path, "espruino-baton", "espruino-baton/plugins" or "espruino-baton/board"',
  });

export const hostImport = (module: string, at: SourcePosition): CliError =>
  new CliError("HOST_IMPORT", `${placed(at)}: "${module}" runs on the host, not on a board`, {
    fix: 'a board has Espruino\'s own modules only: require("Storage"), require("timer")',
  });

export const circularImport = (files: readonly string[]): CliError =>
  new CliError(
    "CIRCULAR_IMPORT",
    `these files import each other in a circle: ${files.map(shown).join(" -> ")}`,
    {
      fix: "Espruino runs a file before the files that need it: move what both need into a third file",
    },
  );

/** Whatever rollup finds that TypeScript did not. */
export const buildFailed = (cause: Error): CliError =>
  new CliError("BUILD_FAILED", cause.message, { fix: "see the file that the message names", cause });

/** @param reason - a clause behind a colon, if the board's file gives one. */
export const boardLacks = (
  board: string,
  plugin: string,
  fact: string,
  need: string,
  reason?: string,
): CliError =>
  new CliError(
    "BOARD_LACKS",
    `the plugin ${plugin} needs ${need}, and a ${board} has none${reason ? `: ${reason}` : ""}`,
    { fix: `leave the plugin out, or choose a board whose file has ${fact}` },
  );

export const bundleTooBig = (bytes: number, bytesMax: number, board: string): CliError =>
  new CliError("BUNDLE_TOO_BIG", `the bundle has ${bytes} bytes, a ${board} stores at most ${bytesMax}`, {
    fix: "leave out plugins or messages, or choose a board with more flash",
  });

export const bundleNotWritten = (file: string, cause: NodeJS.ErrnoException): CliError =>
  cause.code === "ENOSPC" || cause.code === "EDQUOT"
    ? new CliError("DISK_FULL", `there is no room to write ${file}`, {
        fix: "free some space, or write elsewhere with -o",
        cause,
      })
    : new CliError("CANNOT_WRITE", `cannot write ${file}: ${cause.code ?? cause.message}`, {
        fix: "choose a file in a folder of yours with -o",
        cause,
      });

/** For rollup's plugins: rollup rewrites the errors they throw, but leaves the cause alone. */
export const rejected = (cause: CliError): Error => new Error(cause.message, { cause });

/** `main.ts:3:14`, from where the user stands. */
export const placed = ({ file, line, column }: SourcePosition): string => `${shown(file)}:${line}:${column}`;

const shown = (file: string): string => {
  const here = `${process.cwd()}/`;
  return file.startsWith(here) ? file.slice(here.length) : file;
};

function listed(complaints: readonly Complaint[]): string {
  const lines = complaints.slice(0, COMPLAINTS_MAX).map((each) => `${placed(each)}: ${each.message}`);
  const rest = complaints.length - lines.length;
  return [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n");
}
