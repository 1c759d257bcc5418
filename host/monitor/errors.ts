import { CliError } from "../errors.ts";

export const logFileFailed = (file: string, cause: unknown): CliError =>
  new CliError("LOG_FILE_FAILED", `cannot write ${file}: ${(cause as Error).message}`, {
    fix: "make room on the disk, or name another file with --save",
    cause,
  });
