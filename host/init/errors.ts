import { CliError } from "../errors.ts";

export const folderNotEmpty = (folder: string): CliError =>
  new CliError("FOLDER_NOT_EMPTY", `${folder} is there already and not empty`, {
    fix: "name a folder that is still to be made",
    exitCode: 2,
  });

export const projectNotWritten = (file: string, cause: NodeJS.ErrnoException): CliError =>
  new CliError("CANNOT_WRITE", `cannot write ${file}: ${cause.code ?? cause.message}`, {
    fix: "choose a folder of yours, on a disk with room",
    cause,
  });
