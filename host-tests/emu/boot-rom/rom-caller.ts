import { sleepingPico } from "../machine.ts";

/** Calls functions of the boot ROM as the SDK does: through its tables, with arguments in r0 to r3. */
export class RomCaller {
  readonly pico = sleepingPico();

  constructor() {
    this.pico.runFor(0.01);
  }

  /** @param code - two characters, as in "P3". */
  function(code: string): number {
    return this.lookUp(0x14, code);
  }

  /** @param table - "SF" or "SD". */
  softFloat(table: string, index: number): number {
    return this.pico.rp2040.readUint32(this.lookUp(0x16, table) + 4 * index);
  }

  /** @returns r0 to r3 afterwards. */
  call(entry: number, ...args: readonly number[]): number[] {
    const { core } = this.pico.rp2040;
    for (let i = 0; i < 4; i++) core.registers[i] = args[i] ?? 0;
    core.LR = returnsTo | 1;
    core.PC = entry & ~1;
    for (let steps = 0; core.PC !== returnsTo; steps++) {
      if (steps > 1000) throw new Error("the function does not return");
      core.executeInstruction();
    }
    return [...core.registers.subarray(0, 4)];
  }

  /** Runs the lookup function that the ROM brings, at the pointer at 0x18. */
  private lookUp(tablePointer: number, code: string): number {
    const { rp2040 } = this.pico;
    const table = rp2040.readUint16(tablePointer);
    const [found] = this.call(rp2040.readUint16(0x18), table, code.charCodeAt(0) | (code.charCodeAt(1) << 8));
    return found!;
  }
}

/** Anywhere in the SRAM; nothing is executed there. */
const returnsTo = 0x20010000;
