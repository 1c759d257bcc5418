/**
 * Everything that can go wrong in front of a user, one small function each: a stable code, what happened, and what
 * to do next. The command line prints these without a stack trace and exits with `exitCode`.
 */
export class CliError extends Error {
  readonly code: string;
  readonly fix: string;
  readonly exitCode: number;

  constructor(code: string, message: string, options: { fix: string; exitCode?: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = "CliError";
    this.code = code;
    this.fix = options.fix;
    this.exitCode = options.exitCode ?? 1;
  }
}

export const unknownBoard = (wanted: string, known: readonly string[]): CliError =>
  new CliError("UNKNOWN_BOARD", `there is no board "${wanted}"`, {
    fix: `choose one of: ${known.join(", ")}; or add boards/${wanted}.ts to your project`,
    exitCode: 2,
  });
