import { emulationStopped } from "../errors.ts";
import { hasSecondStage } from "../firmware-image.ts";
import type { RomFunction } from "./rom-function.ts";

/** What the boot ROM does when nobody calls it. */
export const bootFunctions: Readonly<Record<"boot" | "fault" | "resetToUsbBoot", RomFunction>> = {
  /**
   * Copies the second stage from the flash to the end of the SRAM and runs it there. With 0 in the link register it
   * goes on to the program's vectors, behind itself in the flash.
   *
   * Source: RP2040 datasheet 2.8.1.3.
   */
  boot: {
    name: "boot",
    cycles: 0,
    run({ core, rp2040, flash }) {
      const secondStage = flash.bytes.subarray(0, secondStageBytes);
      if (!hasSecondStage(secondStage)) throw emulationStopped("the flash holds nothing that boots");
      rp2040.sram.set(secondStage, secondStageAt - sramAt);
      core.LR = 0;
      core.PC = secondStageAt;
    },
  },
  fault: {
    name: "fault",
    cycles: 0,
    run({ rp2040, core }) {
      const at = rp2040.readUint32(core.SP + 0x18);
      throw emulationStopped(`the firmware faulted at 0x${at.toString(16)}`);
    },
  },
  resetToUsbBoot: {
    name: "reset_to_usb_boot",
    cycles: 0,
    run() {
      throw emulationStopped("the firmware asked for the USB boot loader, which is not emulated");
    },
  },
};

const sramAt = 0x20000000;
const secondStageBytes = 256;
/** RP2040 datasheet 2.8.1.3.1: "SRAM5", behind the stack. */
const secondStageAt = 0x20041f00;
