import type { RomCall, RomFunction } from "./rom-function.ts";

const callCycles = 40;
const cyclesPerByte = 0.6;

/** Copying and filling, by their code in the ROM's table. Source: RP2040 datasheet 2.8.3.1.2. */
export const memoryFunctions: Readonly<Record<string, RomFunction>> = {
  MS: ofBytes("memset", fill),
  S4: ofBytes("memset4", fill),
  MC: ofBytes("memcpy", copy),
  C4: ofBytes("memcpy44", copy),
};

/** All of them take (destination, source or value, bytes) and leave the destination as the result. */
function ofBytes(name: string, move: (call: RomCall) => void): RomFunction {
  return {
    name,
    cycles: callCycles,
    run(call) {
      move(call);
      return callCycles + call.registers[2]! * cyclesPerByte;
    },
  };
}

function fill({ registers, rp2040 }: RomCall): void {
  const [to, value, size] = registers as unknown as [number, number, number];
  for (let i = 0; i < size; i++) rp2040.writeUint8(to + i, value & 0xff);
}

function copy({ registers, rp2040 }: RomCall): void {
  const [to, from, size] = registers as unknown as [number, number, number];
  for (let i = 0; i < size; i++) rp2040.writeUint8(to + i, rp2040.readUint8(from + i));
}
