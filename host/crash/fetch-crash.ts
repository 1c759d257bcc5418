import { CRASH_FILE } from "../../plugins/crash-log.ts";
import type { Port } from "../link/port.ts";
import { ask } from "../link/prompt.ts";
import { type CrashReport, parseCrash } from "./crash-report.ts";
import { crashNotCleared, noCrashLog, noCrashLogPlugin } from "./errors.ts";

/** How long a board takes to answer, beside what the line takes for it. */
const answerMs = 3000;
/** What the slowest line carries, which is at 9600 baud; as JSON a character is six at worst. */
const charsPerMs = 0.96 / 6;

/**
 * Fetches what the board keeps of its last panic, from its flash: the firmware that crashed need not be there any more.
 *
 * @throws CliError `NO_CRASH_LOG`, `NO_CRASH_LOG_PLUGIN`, `BOARD_SILENT`, `BOARD_CONFUSED` or `PORT_VANISHED`.
 */
export async function fetchCrash(port: Port): Promise<CrashReport> {
  const size = await sizeOf(port);
  const text = await ask(port, "its crash log", contents(size), answerMs + size / charsPerMs);
  return parseCrash(String(text));
}

/** Removes it. @throws CliError `CRASH_NOT_CLEARED`, or as above. */
export async function clearCrash(port: Port): Promise<void> {
  if (await ask(port, "to clear its crash log", erasure)) throw crashNotCleared(port.name);
}

/** Of the text, without the mark behind it that says whether the board has told of it. */
async function sizeOf(port: Port): Promise<number> {
  const [size, hasPlugin] = (await ask(port, "its crash log", inventory)) as [number, boolean];
  if (size > 0) return size - 1;
  throw hasPlugin ? noCrashLog(port.name) : noCrashLogPlugin(port.name);
}

const file = JSON.stringify(CRASH_FILE);
const inventory = `[(require("Storage").read(${file})||"").length,!!global.crashLog]`;
const contents = (size: number): string => `require("Storage").read(${file},0,${size})`;
const erasure = `(require("Storage").erase(${file}),!!require("Storage").read(${file}))`;
