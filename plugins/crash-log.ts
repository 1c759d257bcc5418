import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { NOTICE } from "../firmware/printk/level.ts";
import { type Printk, say } from "../firmware/printk/printk.ts";
import { SEQ, type Site } from "../firmware/printk/record.ts";
import { readFrom } from "../firmware/printk/record-ring.ts";
import { said } from "../firmware/wire/wire.ts";

export interface CrashLogOptions {
  /** Records kept: the last ones before the panic. */
  recordsMax?: number;
}

/** The name under which the last crash is kept in the board's storage, where `baton crash` reads it. */
export const CRASH_FILE = "baton.crash";
/** What stands before the dictionary that explains the records, where they are tokens. */
const IN_TOKENS = ", dictionary ";
/** The file's last character: as flash that was never written until a boot has told of the crash. */
const UNTOLD = "\xff";
const TOLD = ".";
const NOTE: Site = [NOTICE, "crash-log", said];

/**
 * Saves the last records in a panic, with its reason, the uptime and the CRC-32 of the code that ran. The next boot tells
 * them, once, as "previous boot"; of records in tokens it tells only that they are there. `print(crashLog())` at the
 * prompt shows them, and `baton crash` fetches them, until the next panic or `baton crash --clear`.
 */
export function crashLog(options: CrashLogOptions = {}): FirmwarePlugin {
  const recordsMax = options.recordsMax || 8;
  return {
    name: "crash-log",
    boot(firmware) {
      const { platform, printk } = firmware;
      const crash = platform.load(CRASH_FILE) || "";
      if (crash.slice(-1) === UNTOLD) {
        tell(printk, crash.slice(0, -1).split("\r\n"));
        platform.savePiece(CRASH_FILE, TOLD, crash.length - 1, crash.length);
      }
      platform.expose("crashLog", () => (platform.load(CRASH_FILE) || "").slice(0, -1));
      return {
        lastAct(reason) {
          const text = lastWords(printk, reason, recordsMax);
          platform.savePiece(CRASH_FILE, text, 0, text.length + UNTOLD.length);
        },
      };
    },
  };
}

/** Tokens of another build would be taken for this one's, so their records are left to `baton crash`. */
function tell(printk: Printk, lines: readonly string[]): void {
  const count = (lines[0] as string).indexOf(IN_TOKENS) < 0 ? lines.length : 1;
  for (let i = 0; i < count; i++) if (lines[i]) say(printk, NOTE, "previous boot: " + lines[i]);
}

/** A line about the crash, and the records. */
function lastWords(printk: Printk, reason: string, recordsMax: number): string {
  const { ring, platform } = printk;
  const uptime = (platform.now() - ring.startTime).toFixed(3);
  let text = reason + ", up " + uptime + " s, code " + platform.codeCrc().toString(16);
  if (printk.hash) text += IN_TOKENS + printk.hash;
  text += "\r\n";
  let seq = Math.max(0, ring.nextSeq - recordsMax);
  for (let record = readFrom(ring, seq); record; record = readFrom(ring, seq)) {
    text += printk.line(record, ring.startTime);
    seq = record[SEQ] + 1;
  }
  return text;
}
