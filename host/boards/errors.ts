import { CliError } from "../errors.ts";

export const noBoard = (known: readonly string[]): CliError =>
  new CliError("NO_BOARD", "no board was named", {
    fix: `add --board and one of: ${known.join(", ")}`,
    exitCode: 2,
  });

export const badBoard = (file: string, problems: readonly string[], cause?: unknown): CliError =>
  new CliError("BAD_BOARD", `${file} is not a board: ${problems.join("; ")}`, {
    fix: "correct these fields; firmware/board.ts says what each one means",
    exitCode: 2,
    cause,
  });

export const unreadableBoard = (file: string, reason: string, cause: unknown): CliError =>
  new CliError("BAD_BOARD", `${file} cannot be read: ${reason}`, {
    fix: "a board file exports one object and imports nothing but types",
    exitCode: 2,
    cause,
  });
