import type { RomCall, RomFunction } from "./rom-function.ts";

/**
 * Copying and filling, by their code in the ROM's table: (destination, source or value, bytes), with the destination
 * as the result. Source: RP2040 datasheet 2.8.3.1.2; cycles measured in the emulator.
 */
export const memoryFunctions: Readonly<Record<string, RomFunction>> = {
  MS: { name: "memset", cycles: cyclesToFill, run: fill },
  S4: { name: "memset4", cycles: cyclesToFill, run: fill },
  MC: { name: "memcpy", cycles: cyclesToCopy, run: copy },
  C4: { name: "memcpy44", cycles: cyclesToCopy, run: copy },
};

function fill({ registers, rp2040 }: RomCall): void {
  const [to, value, size] = argumentsOf(registers);
  for (let i = 0; i < size; i++) rp2040.writeUint8(to + i, value & 0xff);
}

function copy({ registers, rp2040 }: RomCall): void {
  const [to, from, size] = argumentsOf(registers);
  for (let i = 0; i < size; i++) rp2040.writeUint8(to + i, rp2040.readUint8(from + i));
}

function cyclesToFill({ registers }: RomCall): number {
  return 32 + 0.5 * registers[2]!;
}

/** Words at a time, where source and destination lie equally to a multiple of four. */
function cyclesToCopy({ registers }: RomCall): number {
  const [to, from, size] = argumentsOf(registers);
  return ((to ^ from) & 3) === 0 ? 32 + 0.82 * size : 10 + 7 * size;
}

function argumentsOf(registers: Uint32Array): [number, number, number] {
  return [registers[0]!, registers[1]!, registers[2]!];
}
