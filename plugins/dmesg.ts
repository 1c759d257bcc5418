import type { FirmwarePlugin } from "../firmware/plugin.ts";
import { exclusive } from "../firmware/printk/exclusive.ts";
import { formatRecord } from "../firmware/printk/format.ts";
import { readFrom } from "../firmware/printk/record-ring.ts";

/** `dmesg()` at the prompt: the records still in the ring, on the first console, in one piece. */
export function dmesg(): FirmwarePlugin {
  return {
    name: "dmesg",
    boot(firmware) {
      firmware.platform.expose("dmesg", () => {
        const { printk } = firmware;
        const console = printk.console;
        const endSeq = printk.ring.nextSeq;
        let seq = 0;
        if (console) exclusive(printk, console, nextLine);

        function nextLine(): string | undefined {
          const record = readFrom(printk.ring, seq);
          if (!record || record.seq >= endSeq) return undefined;
          seq = record.seq + 1;
          return formatRecord(record, printk.ring.startTime);
        }
      });
      return undefined;
    },
  };
}
