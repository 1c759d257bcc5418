import { setTimeout as sleep } from "node:timers/promises";
import type { Manifest } from "../bundle/firmware-bundle.ts";
import { CliError } from "../errors.ts";
import {
  boardConfused,
  boardMismatch,
  boardSilent,
  firmwareTooOld,
  notAsSent,
  type Remains,
  uploadFailed,
} from "./errors.ts";
import type { Port } from "./port.ts";
import { ask, tell } from "./prompt.ts";
import { sendFile } from "./send-file.ts";
import type { UploadJob } from "./upload-messages.ts";

export interface UploadOptions {
  /** Line speeds at which the board may be found, the likeliest first; the port's own comes before them. */
  readonly bauds?: readonly number[];
  /** Called as bytes leave for the board. */
  readonly onProgress?: (bytes: number, bytesTotal: number) => void;
  /** Called when something was lost on the way, before the file is sent again from its start. */
  readonly onRepeat?: (reason: string) => void;
  readonly signal?: AbortSignal;
  /** How long the board may think about who it is; it is asked three times at each line speed. */
  readonly promptTimeoutMs?: number;
}

/** Espruino runs this file of its Storage at every start. Source: Espruino 2v29 src/jsflash.c. */
const bootFile = ".bootcde";
/** Where the firmware waits until it is complete and verified. */
const stagingFile = "baton.new";
/** What Storage takes for a file beside its contents, generously. Source: Espruino 2v29 src/jsflash.h: 32 bytes. */
const fileOverheadBytes = 256;

/** Lines lose a byte now and then, and each time it is another; what fails so often has another cause. */
const sendAttempts = 3;
/** A board that resets hears nothing for a moment. Source: espruino 0.1.67, core/serial.js, which waits as long. */
const settleMs = 250;
/** An STM32 takes about a second to erase a page of flash. Source: STM32F401 datasheet, table of flash timings. */
const installTimeoutMs = 10_000;

/**
 * Puts firmware on the board, where `startFirmware` starts it.
 *
 * The board's kind is checked first. The code goes to a file beside the old firmware, is verified there by its CRC, and
 * only then takes the old one's place: an upload that is cut in the middle leaves the old firmware. Only where both
 * do not fit is the old one overwritten at once, and the error says so if that fails.
 *
 * @param code - exactly what the manifest describes.
 * @throws CliError `BOARD_SILENT`, `BOARD_MISMATCH`, `FIRMWARE_TOO_OLD`, or `UPLOAD_FAILED`, which says what the board is left with.
 */
export async function upload(
  port: Port,
  code: string,
  manifest: Manifest,
  options: UploadOptions = {},
): Promise<void> {
  const { BOARD, VERSION } = await findPrompt(port, options);
  if (BOARD !== manifest.board) throw boardMismatch(BOARD, manifest.board);
  const { since } = manifest;
  if (since !== undefined && !isSince(VERSION, since)) throw firmwareTooOld(VERSION, since);
  await tell(port, "reset()");
  await sleep(settleMs);
  const env = await findPrompt(port, options);
  const free = await ask(port, "its free space", 'require("Storage").getFree()');
  const job = { contents: code, env, inPackets: hasPackets(env) };
  if (Number(free) < code.length + fileOverheadBytes) await overwrite(port, job, manifest, options);
  else await stageAndInstall(port, job, manifest, options);
}

/** Has the board run the firmware that is in its Storage. */
export function startFirmware(port: Port): Promise<void> {
  return tell(port, "load()");
}

interface BoardEnv {
  readonly BOARD: string;
  readonly VERSION: string;
  /** The device that the prompt is on, from 1v43 on. */
  readonly CONSOLE?: string;
}

/** Asks the board who it is, at one line speed after the other. */
async function findPrompt(
  port: Port,
  { bauds = [], promptTimeoutMs = 1000 }: UploadOptions,
): Promise<BoardEnv> {
  const others = port.setBaud === undefined ? [] : bauds;
  for (const baud of [undefined, ...others]) {
    if (baud !== undefined) await port.setBaud?.(baud);
    const env = await ask(port, "process.env", "process.env", promptTimeoutMs).catch(undefinedIfSilent);
    if (env !== undefined) return asEnv(env);
  }
  throw boardSilent(port.name, others);
}

function undefinedIfSilent(error: unknown): undefined {
  if (!(error instanceof CliError) || error.code !== "BOARD_SILENT") throw error;
}

function asEnv(answer: unknown): BoardEnv {
  const env = answer as Partial<BoardEnv> | null;
  if (typeof env?.BOARD === "string" && typeof env.VERSION === "string") return env as BoardEnv;
  throw boardConfused("process.env", JSON.stringify(answer));
}

type Job = Omit<UploadJob, "file">;

async function overwrite(port: Port, job: Job, manifest: Manifest, options: UploadOptions): Promise<void> {
  await orSayWhatRemains("the board has no firmware", async () => {
    await sendVerified(port, { ...job, file: bootFile }, manifest, options);
  });
}

async function stageAndInstall(
  port: Port,
  job: Job,
  manifest: Manifest,
  options: UploadOptions,
): Promise<void> {
  try {
    await orSayWhatRemains("the old firmware is still there", async () => {
      await sendVerified(port, { ...job, file: stagingFile }, manifest, options);
    });
  } catch (error) {
    await startFirmware(port).catch(() => {});
    throw error;
  }
  await orSayWhatRemains("the board may have no firmware", async () => {
    verify(await ask(port, "the CRC", installation(job.contents.length), installTimeoutMs), manifest);
  });
}

async function sendVerified(
  port: Port,
  job: UploadJob,
  manifest: Manifest,
  options: UploadOptions,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await sendFile(port, job, options);
      return verify(await ask(port, "the CRC", crcOf(job.file)), manifest);
    } catch (error) {
      // Whoever ended it, and a port that is gone or silent, would only be met again.
      if (options.signal?.aborted || error instanceof CliError || attempt === sendAttempts) throw error;
      options.onRepeat?.(String((error as Error).message));
    }
  }
}

function verify(found: unknown, { crc32 }: Manifest): void {
  if (found !== crc32) throw notAsSent(found, crc32);
}

async function orSayWhatRemains(remains: Remains, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    throw uploadFailed(error, remains);
  }
}

/** Source: Espruino's ChangeLog, 2v25: file transfers in packets. */
const hasPackets = ({ VERSION }: BoardEnv): boolean => isSince(VERSION, "2v25");

/** Whether a version of Espruino is another or came after it: `2v29`, or `2v29.104` between two. */
function isSince(version: string, since: string): boolean {
  const [major = 0, minor = 0] = numbersOf(version);
  const [sinceMajor = 0, sinceMinor = 0] = numbersOf(since);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}

const numbersOf = (version: string): number[] => version.split("v").map(Number.parseFloat);

function crcOf(file: string): string {
  return `E.CRC32(require("Storage").read(${JSON.stringify(file)})||"")`;
}

/**
 * Has the verified file take the boot file's place, on the board itself and in parts that fit any board's RAM. Its
 * value is the CRC of what the boot file holds then. It may be run again, whether it was cut before or not.
 */
function installation(bytes: number): string {
  const names = `${JSON.stringify(stagingFile)},${JSON.stringify(bootFile)}`;
  return (
    "(function(s,a,b,n){if(s.read(a)){s.erase(b);for(var i=0;i<n;i+=256)s.write(b,s.read(a,i,256),i,n);s.erase(a)}" +
    `return ${crcOf(bootFile)}})(require("Storage"),${names},${bytes})`
  );
}
