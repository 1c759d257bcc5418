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

export const badDuration = (text: string): CliError =>
  new CliError("BAD_DURATION", `"${text}" is not a duration`, {
    fix: "write it like 500ms, 10s or 2m",
    exitCode: 2,
  });

export const badSeed = (text: string): CliError =>
  new CliError("BAD_SEED", `"${text}" is not a seed`, { fix: "give a whole number from 0 up", exitCode: 2 });
