import { CommanderError } from "commander";
import { CliError } from "../errors.ts";
import type { Output } from "./command.ts";
import { badUsage, unexpected } from "./errors.ts";

/**
 * Shows an error to the user: as text or, with `--json`, as one JSON object; its stack only with `--verbose`.
 *
 * @returns the exit code.
 */
export function reportError(error: unknown, argv: readonly string[], output: Pick<Output, "note">): number {
  const shown = asCliError(error);
  output.note(argv.includes("--json") ? asJson(shown) : asText(shown));
  if (argv.includes("--verbose")) output.note(stackOf(error));
  return shown.exitCode;
}

function asCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  return error instanceof CommanderError ? fromCommander(error) : unexpected(error);
}

/** Commander says "error: unknown option '--bord'", and on a second line "(Did you mean --board?)". */
function fromCommander({ message }: CommanderError): CliError {
  const [what = "", suggestion] = message.split("\n");
  return badUsage(what.replace(/^error: /, ""), suggestion?.replace(/^\((.*)\)$/, "$1"));
}

function asText({ code, message, fix }: CliError): string {
  return `error ${code}: ${message}\n  fix: ${fix}`;
}

function asJson({ code, message, fix }: CliError): string {
  return JSON.stringify({ error: { code, message, fix } });
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by: ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
