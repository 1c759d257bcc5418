import type { RomCall, RomFunction } from "./rom-function.ts";

/**
 * Copying and filling, by their code in the ROM's table: (destination, source or value, bytes), with the destination
 * as the result. Source: RP2040 datasheet 2.8.3.1.2; cycles measured in the emulator.
 */
export const memoryFunctions: Readonly<Record<string, RomFunction>> = {
  MS: { name: "memset", cycles: 40, run: fill },
  S4: { name: "memset4", cycles: 40, run: fill },
  MC: { name: "memcpy", cycles: 40, run: copy },
  C4: { name: "memcpy44", cycles: 40, run: copy },
};

function fill({ registers, rp2040 }: RomCall): number {
  const [to, value, size] = argumentsOf(registers);
  for (let i = 0; i < size; i++) rp2040.writeUint8(to + i, value & 0xff);
  return 32 + size * 0.5;
}

function copy({ registers, rp2040 }: RomCall): number {
  const [to, from, size] = argumentsOf(registers);
  for (let i = 0; i < size; i++) rp2040.writeUint8(to + i, rp2040.readUint8(from + i));
  const isByWords = ((to ^ from) & 3) === 0;
  return isByWords ? 32 + size * 0.82 : 10 + size * 7;
}

function argumentsOf(registers: Uint32Array): [number, number, number] {
  return [registers[0]!, registers[1]!, registers[2]!];
}
