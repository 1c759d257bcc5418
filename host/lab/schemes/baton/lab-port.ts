import type { Port } from "../../../../firmware/printk/console.ts";
import type { Lab } from "../../lab.ts";
import type { LabConsole } from "../../lab-console.ts";
import type { LabPlatform } from "./lab-platform.ts";

/** Characters the UART takes without waiting: the FIFO of the RP2040's PL011. */
const FIFO_CHARS = 32;
/** The share of the FIFO that is let run empty before it is refilled. */
const REFILL_SHARE = 0.75;
/** Looking at the FIFO and filling it, in microseconds. */
const SLICE_US = 15;

/** A UART with a FIFO, as the firmware's port. A record is out when its last character is on the line. */
export class LabPort implements Port {
  readonly name: string;
  readonly dueMs: number;
  private readonly lab: Lab;
  private readonly platform: LabPlatform;
  private readonly console: LabConsole;
  private lineFreeAtUs = 0;

  constructor(lab: Lab, platform: LabPlatform, console: LabConsole) {
    this.lab = lab;
    this.platform = platform;
    this.console = console;
    this.name = console.name;
    this.dueMs = (FIFO_CHARS * REFILL_SHARE * console.charUs) / 1000;
  }

  write(text: string, offset: number): number {
    if (this.console.isSuspended) return 0;
    const waitingChars = Math.max(0, this.lineFreeAtUs - this.platform.nowUs) / this.console.charUs;
    const count = Math.max(0, Math.min(Math.floor(FIFO_CHARS - waitingChars), text.length - offset));
    this.take(text, offset, count);
    this.platform.charge(SLICE_US);
    return count;
  }

  writeAtomic(text: string, offset: number): void {
    this.take(text, offset, text.length - offset);
    this.platform.charge(this.lineFreeAtUs - this.platform.nowUs);
  }

  private take(text: string, offset: number, count: number): void {
    this.lineFreeAtUs = Math.max(this.lineFreeAtUs, this.platform.nowUs) + count * this.console.charUs;
    if (offset + count < text.length) return;
    const record = /#(\d+) /.exec(text);
    if (record === null) return;
    const isReplay = text.includes("** replaying");
    this.lab.onRecordWritten?.();
    const seq = Number(record[1]);
    this.lab.machine.at(Math.round(this.lineFreeAtUs), () => {
      this.console.seq = seq + 1;
      this.lab.arrived(this.console, seq, isReplay);
    });
  }
}
