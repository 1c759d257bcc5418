import { readFile } from "node:fs/promises";
import { BasePeripheral, type RP2040 } from "rp2040js";
import type { ChipClock } from "../chip-clock.ts";
import { emulationStopped, notBootRom } from "../errors.ts";
import type { NorFlash } from "../nor-flash.ts";
import { Pastime } from "./pastime.ts";
import { buildRomImage, lookUpRomFunction } from "./rom-image.ts";

/** The 16 kB that the chip runs first and that the SDK calls into: for arithmetic above all, and for the flash. */
export interface BootRom {
  /** Puts it into a chip that was just switched on, and the processor at its first instruction. */
  install(machine: Machine): void;
}

export interface Machine {
  readonly rp2040: RP2040;
  readonly clock: ChipClock;
  readonly flash: NorFlash;
}

/**
 * A boot ROM of our own, since the real one may only be used on a Raspberry Pi device: the tables that the SDK looks
 * its functions up in, and entries that trap to the host, where each function is a few lines of TypeScript. A call
 * takes the time it takes in the real ROM, on average, and is interrupted meanwhile as there; what it does, it does at
 * its end.
 */
export const ourBootRom: BootRom = {
  install({ rp2040, clock, flash }) {
    rp2040.bootrom.set(buildRomImage());
    const { core } = rp2040;
    const call = { registers: core.registers, core, rp2040, clock, flash };
    const pastime = new Pastime(clock);
    rp2040.onBreak = () => {
      const entry = core.PC - 2;
      const called = lookUpRomFunction(entry);
      if (called === undefined) throw emulationStopped(`breakpoint at 0x${entry.toString(16)}`);
      const nanosPerCycle = 1e9 / rp2040.clkSys;
      const nanos = () =>
        ((typeof called.cycles === "number" ? called.cycles : called.cycles(call)) - trapCycles) *
        nanosPerCycle;
      if (pastime.pass(entry, core.SP, nanos, nanosPerCycle)) called.run(call);
      else core.PC = entry;
    };
    core.reset();
  },
};

/** The real boot ROM, from a file of the user's. */
export async function loadBootRom(path: string): Promise<BootRom> {
  const bytes = await readFile(path).catch((cause) => {
    throw notBootRom(path, cause instanceof Error ? cause.message : String(cause));
  });
  return realBootRom(bytes, path);
}

/** @param path - for the message of the error. */
export function realBootRom(bytes: Uint8Array, path: string): BootRom {
  if (bytes.length !== romBytes) throw notBootRom(path, `it has ${bytes.length} bytes, not ${romBytes}`);
  if (!magic.every((byte, index) => bytes[0x10 + index] === byte)) {
    throw notBootRom(path, 'bytes 16 to 18 are not "Mu" and 1');
  }
  const words = new Uint32Array(Uint8Array.from(bytes).buffer);
  return {
    install({ rp2040 }) {
      rp2040.bootrom.set(words);
      rp2040.peripherals[0x40064] = new PoweredUp(rp2040, "VREG_AND_CHIP_RESET_BASE");
      // The flash's chip select doubles as the BOOTSEL button, which is pressed while it is low.
      rp2040.qspi[1]!.padValue = selectPadAtReset;
      rp2040.qspi[1]!.setInputValue(true);
      rp2040.core.reset();
    },
  };
}

/** What the entry of a function takes by itself: a breakpoint and the jump back. */
const trapCycles = 3;
const romBytes = 16 * 1024;
/** RP2040 datasheet 2.19.6.4, GPIO_QSPI_SS: input enabled, pulled up. */
const selectPadAtReset = 0x5a;
/** RP2040 datasheet 2.8.3. */
const magic = [0x4d, 0x75, 0x01];

/** RP2040 datasheet 2.10.6, CHIP_RESET: bit 8 says that the last reset was the power coming up. */
class PoweredUp extends BasePeripheral {
  override readUint32(): number {
    return 1 << 8;
  }

  override writeUint32(): void {}
}
