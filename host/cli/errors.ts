import { CliError } from "../errors.ts";

/** A word or an option that no command knows, or one that is missing. */
export const badUsage = (message: string, suggestion = "add --help to see what is known"): CliError =>
  new CliError("USAGE", message, { fix: suggestion, exitCode: 2 });

/** Standard output leads to a file, and the disk is full or gone. */
export const outputFailed = (cause: Error): CliError =>
  new CliError("OUTPUT_FAILED", `cannot write the output: ${cause.message}`, {
    fix: "make room on the disk, or send the output elsewhere",
    cause,
  });

/** What no part of the program foresaw. */
export const unexpected = (cause: unknown): CliError =>
  new CliError("UNEXPECTED", cause instanceof Error ? cause.message : String(cause), {
    fix: "this is a fault in baton; repeat with --verbose and report what it prints",
    cause,
  });
