import { CliError } from "../errors.ts";

/** @param problems - each with its place, and what was expected there. */
export const badConfig = (problems: readonly string[], cause?: unknown): CliError =>
  new CliError("BAD_CONFIG", problems.join("\n"), {
    fix: 'correct it; defineConfig of "espruino-baton/config" has editors say what is known',
    exitCode: 2,
    cause,
  });

export const unknownProfile = (
  wanted: string,
  known: readonly string[],
  file: string | undefined,
): CliError =>
  new CliError("UNKNOWN_PROFILE", `there is no profile "${wanted}"${file ? ` in ${file}` : ""}`, {
    fix: known.length > 0 ? `choose one of: ${known.join(", ")}` : "add it to profiles in baton.config.ts",
    exitCode: 2,
  });
