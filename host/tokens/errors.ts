import { CliError } from "../errors.ts";

export const noDictionary = (name: string): CliError =>
  new CliError("NO_DICTIONARY", `${name} describes a build without tokens`, {
    fix: "build with --tokens, and name the manifest that is written beside the code",
    exitCode: 2,
  });

export const brokenDictionary = (name: string, cause: Error): CliError =>
  new CliError("BROKEN_DICTIONARY", `the dictionary in ${name} cannot be used: ${cause.message}`, {
    fix: "build again, and change nothing in what is built",
    cause,
  });

export const dictionaryUnreadable = (file: string, cause: Error): CliError =>
  new CliError("DICTIONARY_UNREADABLE", `${file} cannot be read as a manifest: ${cause.message}`, {
    fix: "name the .manifest.json that `baton build --tokens` has written",
    exitCode: 2,
    cause,
  });

/** @param what - which dictionary the board speaks, and which one is at hand. */
export const wrongDictionary = (what: string): CliError =>
  new CliError("WRONG_DICTIONARY", what, {
    fix: "name the manifest of the build that runs on the board with --manifest, or flash this build",
  });

export const manifestNotNamed = (): CliError =>
  new CliError("MANIFEST_NOT_NAMED", "by which dictionary?", {
    fix: "add --manifest <file>: `baton build --tokens` writes it beside the code",
    exitCode: 2,
  });

export const captureUnreadable = (file: string, cause: Error): CliError =>
  new CliError("CAPTURE_UNREADABLE", `${file} cannot be read: ${cause.message}`, {
    fix: "name a file that holds what a board has sent, or pipe it in",
    exitCode: 2,
    cause,
  });
