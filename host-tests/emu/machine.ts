import { EmulatedPico } from "../../host/emu/emulated-pico.ts";
import { crc32Mpeg } from "../../host/emu/firmware-image.ts";
import { Thumb } from "./thumb.ts";

/** A Pico whose flash holds nothing but this program, as the second stage that the boot ROM runs from the SRAM. */
export function picoRunning(write: (program: Thumb) => void): EmulatedPico {
  const program = new Thumb();
  write(program);
  return new EmulatedPico({ firmware: bootable(program.bytes()) });
}

/** A Pico that sleeps, for tests that drive its registers by themselves. */
export const sleepingPico = (): EmulatedPico => picoRunning((it) => it.label("sleep").wfe().b("sleep"));

/** @param code - at most 252 bytes; their checksum makes the boot ROM accept them. */
export function bootable(code: Uint8Array): Uint8Array {
  const image = new Uint8Array(256);
  image.set(code);
  new DataView(image.buffer).setUint32(252, crc32Mpeg(image.subarray(0, 252)), true);
  return image;
}

/** UART0, 115200 baud at 125 MHz: 125e6 / (16 * 115200) = 67 + 52/64. */
export const uart0 = {
  base: 0x40034000,
  divider: 67,
  fraction: 52,
  byteNanos: (10 * 16 * (67 + 52 / 64) * 1e9) / 125e6,
};

/** Sets UART0 up for eight bits and no parity, with FIFOs. Leaves its address in r0. */
export function setUpUart0(program: Thumb): Thumb {
  return program
    .load(0, uart0.base)
    .movs(1, uart0.divider)
    .str(1, 0, 0x24)
    .movs(1, uart0.fraction)
    .str(1, 0, 0x28)
    .movs(1, 0x70)
    .str(1, 0, 0x2c)
    .load(1, 0x301)
    .str(1, 0, 0x30);
}
