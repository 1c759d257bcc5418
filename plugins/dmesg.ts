import { type FirmwarePlugin, formatRecord } from "../firmware/index.ts";

/** `dmesg()` at the prompt: the records still in the ring, on the first console, in one piece. */
export function dmesg(): FirmwarePlugin {
  return {
    name: "dmesg",
    boot(firmware) {
      firmware.platform.expose("dmesg", () => {
        const console = firmware.consoles[0];
        const endSeq = firmware.ring.nextSeq;
        let seq = 0;
        if (console) firmware.exclusive(console, nextLine);

        function nextLine(): string | undefined {
          const record = firmware.ring.read(seq);
          if (!record || record.seq >= endSeq) return undefined;
          seq = record.seq + 1;
          return formatRecord(record, firmware.ring.bootTime);
        }
      });
      return undefined;
    },
  };
}
