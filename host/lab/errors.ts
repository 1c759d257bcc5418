import { CliError } from "../errors.ts";

export const unknownScheme = (wanted: string, known: readonly string[]): CliError =>
  new CliError("UNKNOWN_SCHEME", `there is no scheme "${wanted}"`, {
    fix: `choose from: ${known.join(", ")}`,
    exitCode: 2,
  });

export const unknownScenario = (wanted: string, known: readonly string[]): CliError =>
  new CliError("UNKNOWN_SCENARIO", `there is no scenario "${wanted}"`, {
    fix: `choose from: ${known.join(", ")}; or say "explore"`,
    exitCode: 2,
  });

export const badLabParameter = (option: string, text: string, expected: string): CliError =>
  new CliError("BAD_PARAMETER", `${option} ${text} is impossible`, { fix: `give ${expected}`, exitCode: 2 });

export const oneRunOnly = (option: string, runs: number): CliError =>
  new CliError("ONE_RUN_ONLY", `${option} shows one run, and this asks for ${runs}`, {
    fix: `name one scenario and one scheme: baton lab F2 --scheme hybrid ${option} out.json`,
    exitCode: 2,
  });

export const nothingToTrace = (why: string): CliError =>
  new CliError("NOTHING_TO_TRACE", `this run has no meaning: ${why}`, {
    fix: "choose another scheme or scenario",
    exitCode: 2,
  });

export const cannotWrite = (file: string, cause: Error): CliError =>
  new CliError("CANNOT_WRITE", `cannot write ${file}: ${cause.message}`, {
    fix: "name a file in a folder that exists and may be written",
    cause,
  });

export const badToken = (token: string, why: string): CliError =>
  new CliError("BAD_TOKEN", `the schedule token ${token.slice(0, 40)} ${why}`, {
    fix: "explore again and copy the token whole",
    exitCode: 2,
  });
