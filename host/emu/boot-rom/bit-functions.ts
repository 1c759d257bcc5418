import type { RomFunction } from "./rom-function.ts";

/** Functions of a word, by their code in the ROM's table. Source: RP2040 datasheet 2.8.3.1.1. */
export const bitFunctions: Readonly<Record<string, RomFunction>> = {
  P3: ofWord("popcount32", 22, (word) => {
    let count = 0;
    for (let rest = word; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++;
    return count;
  }),
  R3: ofWord("reverse32", 24, (word) => {
    let reversed = 0;
    for (let bit = 0; bit < 32; bit++) reversed |= ((word >>> bit) & 1) << (31 - bit);
    return reversed;
  }),
  L3: ofWord("clz32", 12, (word) => Math.clz32(word)),
  T3: ofWord("ctz32", 13, (word) => (word === 0 ? 32 : 31 - Math.clz32(word & -word))),
};

function ofWord(name: string, cycles: number, compute: (word: number) => number): RomFunction {
  return {
    name,
    cycles,
    run({ registers }) {
      registers[0] = compute(registers[0]!);
    },
  };
}
