/**
 * How the ROM's arithmetic sees a floating-point number in registers: subnormal numbers count as zero, whether they
 * come in or would go out, a NaN that comes in is infinity, and so is a result without a value.
 *
 * Source: RP2040 datasheet 2.8.3.2, "Implementation details".
 */
export interface Precision {
  readonly name: "float" | "double";
  /** Registers that a number takes. */
  readonly words: 1 | 2;
  read(registers: Uint32Array, at: number): number;
  write(registers: Uint32Array, at: number, value: number): void;
  /** The number's place among all others, NaNs and subnormals included; both zeros have the same. */
  rank(registers: Uint32Array, at: number): bigint;
  /** @param value - rounded from, exactly: where a sum or product of integers went beyond 53 bits. */
  fromInteger(value: bigint, fractionBits: number): number;
}

const scratch = new DataView(new ArrayBuffer(8));

export const singlePrecision: Precision = {
  name: "float",
  words: 1,
  read(registers, at) {
    const bits = registers[at]!;
    scratch.setUint32(0, isSpecial(bits, 0x7f800000) ? bits & 0xff800000 : bits);
    return scratch.getFloat32(0);
  },
  write(registers, at, value) {
    scratch.setFloat32(0, Number.isNaN(value) ? Number.POSITIVE_INFINITY : value);
    const bits = scratch.getUint32(0);
    registers[at] = isSpecial(bits, 0x7f800000) ? bits & 0xff800000 : bits;
  },
  rank: (registers, at) => signedMagnitude(BigInt(registers[at]!), 31n),
  fromInteger: (value, fractionBits) => roundToBits(value, 24) * 2 ** -fractionBits,
};

export const doublePrecision: Precision = {
  name: "double",
  words: 2,
  read(registers, at) {
    const high = registers[at + 1]!;
    const special = isSpecial(high, 0x7ff00000);
    scratch.setUint32(0, special ? high & 0xfff00000 : high);
    scratch.setUint32(4, special ? 0 : registers[at]!);
    return scratch.getFloat64(0);
  },
  write(registers, at, value) {
    scratch.setFloat64(0, Number.isNaN(value) ? Number.POSITIVE_INFINITY : value);
    const high = scratch.getUint32(0);
    const special = isSpecial(high, 0x7ff00000);
    registers[at] = special ? 0 : scratch.getUint32(4);
    registers[at + 1] = special ? high & 0xfff00000 : high;
  },
  rank: (registers, at) => signedMagnitude((BigInt(registers[at + 1]!) << 32n) | BigInt(registers[at]!), 63n),
  fromInteger: (value, fractionBits) => roundToBits(value, 53) * 2 ** -fractionBits,
};

/** Whether the exponent is the lowest or the highest: zero or subnormal, infinity or NaN. */
function isSpecial(bits: number, exponentMask: number): boolean {
  const exponent = bits & exponentMask;
  return exponent === 0 || exponent === exponentMask;
}

function signedMagnitude(bits: bigint, signBit: bigint): bigint {
  const magnitude = BigInt.asUintN(Number(signBit), bits);
  return bits >> signBit ? -magnitude : magnitude;
}

/** Rounds an integer of up to 64 bits to `bits` significant ones, to the nearest, ties to even. */
function roundToBits(value: bigint, bits: number): number {
  const magnitude = value < 0n ? -value : value;
  const excess = BigInt(Math.max(0, magnitude.toString(2).length - bits));
  const half = excess === 0n ? 0n : 1n << (excess - 1n);
  const isOdd = (magnitude >> excess) & 1n;
  const rounded = excess === 0n ? magnitude : ((magnitude + half - 1n + isOdd) >> excess) << excess;
  return Number(value < 0n ? -rounded : rounded);
}
