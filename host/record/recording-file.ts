import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
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
 * Writes a recording while `record` makes it. What was written stays when it fails; as long as there is nothing to write, so
 * does an older recording.
 *
 * @throws CliError `RECORDING_FAILED`, or what `record` throws.
 */
export async function writeRecording(
  file: string,
  record: (sink: RecordingSink) => Promise<void>,
): Promise<void> {
  const lines = new PassThrough();
  const written = writeLines(lines, file).catch((cause) => {
    throw recordingFailed(file, cause);
  });
  const recorded = record((line) => lines.write(`${JSON.stringify(line)}\n`)).finally(() => lines.end());
  await Promise.all([written, recorded]);
}

async function writeLines(lines: PassThrough, file: string): Promise<void> {
  await once(lines, "readable");
  if (lines.readableLength > 0) await pipeline(lines, createWriteStream(file));
}
