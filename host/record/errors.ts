import { CliError } from "../errors.ts";

export const recordingUnreadable = (file: string, cause: unknown): CliError =>
  new CliError("RECORDING_UNREADABLE", `cannot read ${file}: ${(cause as Error).message}`, {
    fix: "name a file that `baton record` has written",
    exitCode: 2,
    cause,
  });

export const recordingFailed = (file: string, cause: unknown): CliError =>
  new CliError("RECORDING_FAILED", `cannot write ${file}: ${(cause as Error).message}`, {
    fix: "make room on the disk, or name another file with --out",
    cause,
  });

/** @param problem - with its place, and what was expected there. */
export const badRecording = (problem: string): CliError =>
  new CliError("BAD_RECORDING", problem, {
    fix: "record again: `baton record` writes such files, one JSON object a line",
    exitCode: 2,
  });

export const nothingToRecord = (): CliError =>
  new CliError("NOTHING_TO_RECORD", "there is nothing to record", {
    fix: "name an application or a scenario for a simulated or emulated board, or a real one with --port; not both",
    exitCode: 2,
  });

export const unknownMachine = (name: string): CliError =>
  new CliError("UNKNOWN_MACHINE", `"${name}" is no machine to record`, {
    fix: "choose --on sim or --on emu, or name the port of a real board with --port",
    exitCode: 2,
  });

export const nothingToReplay = (file: string, missing: string): CliError =>
  new CliError(
    "NOTHING_TO_REPLAY",
    `${file} was recorded at a port and does not say which ${missing} that was`,
    {
      fix: "name both: --app examples/storm --board rp2040-pico",
      exitCode: 2,
    },
  );

/** @param recorded - what came next in the recording, and `replayed` in the replay; `undefined` for its end. */
export const replayDiffers = (recorded: unknown, replayed: unknown, same: number): CliError =>
  new CliError(
    "REPLAY_DIFFERS",
    `after ${same} events that are the same, the replay differs:\nrecorded ${shown(recorded)}\nreplayed ${shown(replayed)}`,
    { fix: "replay it with the version of baton that has recorded it" },
  );

const shown = (event: unknown): string => (event === undefined ? "nothing more" : JSON.stringify(event));
