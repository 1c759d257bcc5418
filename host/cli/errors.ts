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

/** The system lets no more files be watched, or not these. */
export const watchFailed = (target: string, cause: Error): CliError =>
  new CliError("WATCH_FAILED", `cannot watch all files around ${target}: ${cause.message}`, {
    fix: "raise the system's limit of watched files (fs.inotify.max_user_watches), or press b to build again",
    cause,
  });

/** What no part of the program foresaw. */
export const unexpected = (cause: unknown): CliError =>
  new CliError("UNEXPECTED", cause instanceof Error ? cause.message : String(cause), {
    fix: "this is a fault in baton; repeat with --verbose and report what it prints",
    cause,
  });

export const badDuration = (text: string): CliError =>
  new CliError("BAD_DURATION", `"${text}" is not a length of time`, {
    fix: "write a number and ms, s, m or h, such as 10s",
    exitCode: 2,
  });

export const badPattern = (text: string, cause: Error): CliError =>
  new CliError("BAD_PATTERN", `"${text}" is not a regular expression: ${cause.message}`, {
    fix: "quote it for the shell, and write \\ before a character that is meant as it is",
    exitCode: 2,
    cause,
  });

export const badLevel = (text: string, names: readonly string[]): CliError =>
  new CliError("BAD_LEVEL", `"${text}" names no level`, {
    fix: `write one of ${names.join(", ")}, or facility=level pairs such as net=debug,*=warn`,
    exitCode: 2,
  });

export const badSince = (text: string): CliError =>
  new CliError("BAD_SINCE", `"${text}" is not a moment`, {
    fix: "write how long after the board's boot, such as 90s, or a time such as 2026-11-23T08:00",
    exitCode: 2,
  });

export const badSize = (text: string): CliError =>
  new CliError("BAD_SIZE", `"${text}" is not a size`, {
    fix: "write a number and k, M or G, such as 10M",
    exitCode: 2,
  });

export const badCount = (text: string): CliError =>
  new CliError("BAD_COUNT", `"${text}" is not how many`, { fix: "write a whole number from 1", exitCode: 2 });

export const badTimes = (text: string, known: readonly string[]): CliError =>
  new CliError("BAD_TIMES", `"${text}" names no times to show`, {
    fix: `write some of ${known.join(", ")} with commas between, or none`,
    exitCode: 2,
  });

export const badOnOff = (text: string): CliError =>
  new CliError("BAD_ON_OFF", `"${text}" is neither on nor off`, { fix: "write on or off", exitCode: 2 });

export const countNotReached = (count: number, timeoutMs: number): CliError =>
  new CliError("NOT_SEEN", `less than ${count} came within ${timeoutMs / 1000} s`, {
    fix: "allow more with --timeout, or look at what the filters leave out",
    exitCode: 4,
  });

export const patternNotSeen = (pattern: RegExp, timeoutMs: number): CliError =>
  new CliError("NOT_SEEN", `no line matched ${pattern} within ${timeoutMs / 1000} s`, {
    fix: "allow more with --timeout, or look at what the board does say",
    exitCode: 4,
  });

export const failureSeen = (pattern: RegExp): CliError =>
  new CliError("FAILURE_SEEN", `the board said what matches --fail ${pattern}`, {
    fix: "the last line printed is the one; what led to it stands before it",
    exitCode: 3,
  });

export const noBundle = (file: string, cause?: unknown): CliError =>
  new CliError("NO_BUNDLE", `${file} cannot be read`, {
    fix: "name an application's folder, or a .js file that `baton build` has written",
    exitCode: 2,
    cause,
  });

export const noManifest = (file: string, cause: unknown): CliError =>
  new CliError("NO_MANIFEST", `${file} is missing or is no manifest, so that nothing vouches for the code`, {
    fix: "build again: `baton build` writes it beside the code",
    exitCode: 2,
    cause,
  });

export const brokenBundle = (file: string): CliError =>
  new CliError("BROKEN_BUNDLE", `${file} is not what its manifest describes`, {
    fix: "build again, and change nothing in what is built",
  });

export const unhealthy = (failed: readonly string[]): CliError =>
  new CliError("UNHEALTHY", `not in order: ${failed.join(", ")}`, {
    fix: "follow the fix below each of them",
  });
