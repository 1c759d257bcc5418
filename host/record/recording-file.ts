import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { recordingFailed, recordingUnreadable } from "./errors.ts";
import { parseRecording, type Recording, type RecordingSink } from "./recording.ts";

/** @throws CliError `RECORDING_UNREADABLE` or `BAD_RECORDING` */
export async function readRecording(file: string): Promise<Recording> {
  const text = await readFile(file, "utf8").catch((cause) => {
    throw recordingUnreadable(file, cause);
  });
  return parseRecording(text, file);
}

/**
 * Writes a recording while `record` makes it. What was written stays when it fails.
 *
 * @throws CliError `RECORDING_FAILED`, or what `record` throws.
 */
export async function writeRecording(
  file: string,
  record: (sink: RecordingSink) => Promise<void>,
): Promise<void> {
  const stream = createWriteStream(file);
  const written = finished(stream).catch((cause) => {
    throw recordingFailed(file, cause);
  });
  const recorded = record((line) => stream.write(`${JSON.stringify(line)}\n`)).finally(() => stream.end());
  await Promise.all([written, recorded]);
}
