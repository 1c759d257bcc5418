/** Where `print` and the interpreter itself write: a device by its name, character by character. */
import { nativeCosts } from "./costs.ts";
import type { Hardware } from "./hardware.ts";

export const LOOPBACK: Readonly<Record<string, string>> = { LoopbackA: "LoopbackB", LoopbackB: "LoopbackA" };

export class ConsoleOutput {
  /** `undefined` when there is no console at all. */
  device: string | undefined;

  constructor(
    private readonly hardware: Hardware,
    device: string,
  ) {
    this.device = device;
  }

  /** Prints a text, with a carriage return before each line feed. */
  print(text: string): void {
    for (let index = 0; index < text.length; index++) {
      const byte = text.charCodeAt(index) & 0xff;
      if (byte === LINE_FEED) this.printByte(CARRIAGE_RETURN);
      this.printByte(byte);
    }
  }

  printByte(byte: number): void {
    this.hardware.spend(nativeCosts.consoleChar);
    transmit(this.hardware, this.device, byte);
  }
}

/** Hands a byte to a device. What is not connected takes it and forgets it. */
export function transmit(hardware: Hardware, device: string | undefined, byte: number): void {
  if (device === undefined) return;
  const other = LOOPBACK[device];
  hardware.clock.runDue();
  if (other !== undefined) hardware.events.pushChar(other, byte);
  else hardware.portCalled(device)?.write(byte);
}

const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;
