import { type Logger, RP2040 } from "rp2040js";
import type { ChipClock } from "./chip-clock.ts";
import type { PacedUart } from "./paced-uart.ts";

/** A chip that goes by our clock, keeps quiet about what it does not model, and is quick at its memory. */
export function newChip(clock: ChipClock): RP2040 {
  const rp2040 = new RP2040(clock);
  rp2040.logger = silent;
  shortenWayToMemory(rp2040);
  return rp2040;
}

/**
 * Lets the reset controller reset the UARTs; the emulator leaves them as they are.
 *
 * Source: RP2040 datasheet 2.14.3, bits 22 and 23 of RESETS.
 */
export function passResetsOn(rp2040: RP2040, uarts: readonly PacedUart[]): void {
  const resets = rp2040.peripherals[0x4000c]!;
  const write = resets.writeUint32.bind(resets);
  resets.writeUint32 = (offset, value) => {
    write(offset, value);
    if (offset !== 0) return;
    uarts.forEach((uart, index) => {
      if (value & (1 << (22 + index))) uart.reset();
    });
  };
}

/** Most of what a program writes goes to the SRAM, for which the emulator looks behind all peripherals. */
function shortenWayToMemory(rp2040: RP2040): void {
  const { core, sramView } = rp2040;
  const lastWord = sramView.byteLength - 4;
  core.writeUint32 = (address, value) => {
    const offset = address - 0x20000000;
    if (offset >= 0 && offset <= lastWord) sramView.setUint32(offset, value, true);
    else rp2040.writeUint32(address, value);
  };
  core.readUint32 = (address) => {
    const offset = address - 0x20000000;
    return offset >= 0 && offset <= lastWord ? sramView.getUint32(offset, true) : rp2040.readUint32(address);
  };
}

/** The emulator reports what it does not model; a firmware touches much of that for no effect. */
const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };
