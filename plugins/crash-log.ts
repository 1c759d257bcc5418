import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { Logger } from "../firmware/printk/logger.ts";
import type { Printk } from "../firmware/printk/printk.ts";
import { SEQ } from "../firmware/printk/record.ts";
import { readFrom } from "../firmware/printk/record-ring.ts";

export interface CrashLogOptions {
  /** Records kept: the last ones before the panic. */
  recordsMax?: number;
}

/** The name under which the last crash is kept in the board's storage. */
const FILE = "baton.crash";

/**
 * Saves the last records, the reason and the uptime in a panic. The next boot tells them, once, as "previous boot".
 * What was told can be read again with `crashLog()` at the prompt until the next panic.
 */
export function crashLog(options: CrashLogOptions = {}): FirmwarePlugin {
  const recordsMax = options.recordsMax || 8;
  return {
    name: "crash-log",
    boot(firmware) {
      const { platform, printk } = firmware;
      const pr = new Logger(firmware.printk, "crash-log");
      const crash = platform.load(FILE) || "";
      const lines = crash.split("\r\n");
      for (let i = 0; i < lines.length; i++) if (lines[i]) pr.notice("previous boot: %s", lines[i]);
      if (crash) platform.save(FILE, undefined);
      platform.expose("crashLog", () => crash);
      return { lastAct: (reason) => platform.save(FILE, lastWords(printk, reason, recordsMax)) };
    },
  };
}

function lastWords(printk: Printk, reason: string, recordsMax: number): string {
  const { ring, platform } = printk;
  let text = reason + ", up " + (platform.now() - ring.startTime).toFixed(3) + " s\r\n";
  let seq = Math.max(0, ring.nextSeq - recordsMax);
  for (let record = readFrom(ring, seq); record; record = readFrom(ring, seq)) {
    text += printk.line(record, ring.startTime);
    seq = record[SEQ] + 1;
  }
  return text;
}
