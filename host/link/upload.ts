import { setTimeout as sleep } from "node:timers/promises";
import type { Manifest } from "../bundle/firmware-bundle.ts";
import { CliError } from "../errors.ts";
import {
  boardConfused,
  boardMismatch,
  boardSilent,
  type Remains,
  uploadFailed,
  verifyFailed,
} from "./errors.ts";
import type { Port } from "./port.ts";
import { ask, tell } from "./prompt.ts";
import { sendFile } from "./send-file.ts";

export interface UploadOptions {
  /** Line speeds at which the board may be found, the likeliest first; the port's own comes before them. */
  readonly bauds?: readonly number[];
  /** Called as bytes leave for the board. */
  readonly onProgress?: (bytes: number, bytesTotal: number) => void;
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

/** A board that resets hears nothing for a moment. Source: espruino 0.1.67, core/serial.js, which waits as long. */
const settleMs = 250;

/**
 * Puts firmware on the board, where `startFirmware` starts it.
 *
 * The board's kind is checked first. The code goes to a file beside the old firmware, is verified there by its CRC, and
 * only then takes the old one's place: an upload that is cut in the middle leaves the old firmware. Only where both
 * do not fit is the old one overwritten at once, and the error says so if that fails.
 *
 * @param code - exactly what the manifest describes.
 * @throws CliError `BOARD_SILENT`, `BOARD_MISMATCH`, `UPLOAD_FAILED` or `VERIFY_FAILED`.
 */
export async function upload(
  port: Port,
  code: string,
  manifest: Manifest,
  options: UploadOptions = {},
): Promise<void> {
  const { BOARD } = await findPrompt(port, options);
  if (BOARD !== manifest.board) throw boardMismatch(BOARD, manifest.board);
  await tell(port, "reset()");
  await sleep(settleMs);
  const env = await findPrompt(port, options);
  const free = await ask(port, "its free space", 'require("Storage").getFree()');
  const file = Number(free) < code.length + fileOverheadBytes ? bootFile : stagingFile;
  await store(port, file, code, manifest, env, options);
  if (file === stagingFile) await install(port, code, manifest);
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

/** Sends the code to a file of the board and verifies it there; after a failure the old firmware, if it is there, runs again. */
async function store(
  port: Port,
  file: string,
  code: string,
  manifest: Manifest,
  env: BoardEnv,
  options: UploadOptions,
): Promise<void> {
  const remains: Remains =
    file === stagingFile ? "the old firmware is still there" : "the board has no firmware";
  try {
    await sendFile(port, { file, contents: code, env, inPackets: hasPackets(env) }, options);
    const found = await ask(port, "the CRC", `E.CRC32(require("Storage").read(${JSON.stringify(file)})||"")`);
    if (found !== manifest.crc32) throw verifyFailed(found, manifest.crc32, remains);
  } catch (error) {
    if (file === stagingFile) await startFirmware(port).catch(() => {});
    throw error instanceof CliError && error.code === "VERIFY_FAILED" ? error : uploadFailed(error, remains);
  }
}

/** Source: Espruino's ChangeLog, 2v25: file transfers in packets. */
function hasPackets({ VERSION }: BoardEnv): boolean {
  const [major = 0, minor = 0] = VERSION.split("v").map(Number.parseFloat);
  return major > 2 || (major === 2 && minor >= 25);
}

/** Lets the verified file take the boot file's place, on the board itself and in parts that fit any board's RAM. */
async function install(port: Port, code: string, manifest: Manifest): Promise<void> {
  const copy = `(function(s,a,b,n){s.erase(b);
for(var i=0;i<n;i+=256)s.write(b,s.read(a,i,256),i,n);
s.erase(a);return E.CRC32(s.read(b)||"")
})(require("Storage"),"${stagingFile}","${bootFile}",${code.length})`;
  const found = await ask(port, "the CRC", copy.replaceAll("\n", ""), 10_000);
  if (found !== manifest.crc32) throw verifyFailed(found, manifest.crc32, "the board may have no firmware");
}
