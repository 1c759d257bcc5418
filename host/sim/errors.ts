import { CliError } from "../errors.ts";

export const boardStuck = (board: string, seconds: number): CliError =>
  new CliError(
    "BOARD_STUCK",
    `the firmware on the simulated ${board} does not return to the event loop (at ${seconds.toFixed(3)} s)`,
    {
      fix: "look for an endless loop; a real board would hang there too",
    },
  );

export const noSuchUart = (device: string, known: readonly string[]): CliError =>
  new CliError("UNKNOWN_UART", `the board has no ${device}`, {
    fix: `choose one of: ${known.join(", ")}`,
    exitCode: 2,
  });

export const noSuchPin = (pin: string, board: string): CliError =>
  new CliError("UNKNOWN_PIN", `${board} has no pin ${pin}`, {
    fix: "see the board's file for its pins",
    exitCode: 2,
  });

export const badSeed = (text: string): CliError =>
  new CliError("BAD_SEED", `"${text}" is not a seed`, { fix: "give a whole number from 0 up", exitCode: 2 });

export const nothingToServe = (): CliError =>
  new CliError("NO_APP", "there is nothing to simulate", {
    fix: "name an application, or add --pty or --tcp to reach an empty board",
    exitCode: 2,
  });

export const booksOpen = (problems: readonly string[]): CliError =>
  new CliError("BOOKS_OPEN", `the records do not add up: ${problems.join("; ")}`, {
    fix: "allow more time with --for if records were still pending; otherwise this is a fault in the firmware",
  });

export const badTcpPort = (text: string): CliError =>
  new CliError("BAD_TCP_PORT", `"${text}" is not a TCP port`, {
    fix: "give a number from 0 to 65535",
    exitCode: 2,
  });

export const appFailed = (board: string, uncaught: readonly string[]): CliError =>
  new CliError("APP_FAILED", `on the ${board} the application failed: ${uncaught[0]}`, {
    fix: "it may need a pin or a port that this board does not have; see the board's file",
  });
