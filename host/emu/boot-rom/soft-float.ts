import { doublePrecision, type Precision, singlePrecision } from "./precision.ts";
import type { RomCall, RomFunction } from "./rom-function.ts";

/**
 * The ROM's floating-point functions for one precision, in the order of its table.
 *
 * Sums, products, quotients, square roots, comparisons and conversions are what IEEE 754 says, rounded to nearest,
 * but for the subnormals and NaNs that `Precision` maps. Sines and the like are Node's, which are nearer to the truth
 * than the ROM's. Conversions to integers round towards minus infinity and stop at the ends of the range.
 *
 * Source: RP2040 datasheet 2.8.3.2, tables of the fast single- and double-precision functions.
 */
export function softFloatFunctions(precision: Precision): readonly RomFunction[] {
  const { name, words } = precision;
  const cycles = cyclesOf[name];
  /** The register behind the first argument. */
  const second = words;

  const named = (suffix: keyof typeof cycles, run: (call: RomCall) => void): RomFunction => ({
    name: `${name}_${suffix}`,
    cycles: cycles[suffix],
    run,
  });
  const unary = (suffix: keyof typeof cycles, compute: (x: number) => number) =>
    named(suffix, ({ registers }) => precision.write(registers, 0, compute(precision.read(registers, 0))));
  const binary = (suffix: keyof typeof cycles, compute: (x: number, y: number) => number) =>
    named(suffix, ({ registers }) => {
      const result = compute(precision.read(registers, 0), precision.read(registers, second));
      precision.write(registers, 0, result);
    });
  const compare = (suffix: keyof typeof cycles) =>
    named(suffix, ({ registers }) => {
      registers[0] = Math.sign(precision.read(registers, 0) - precision.read(registers, second)) || 0;
    });
  /** Compares the bits, so that a subnormal number is not zero and a NaN lies beyond infinity. */
  const compareFast = (suffix: keyof typeof cycles) =>
    named(suffix, ({ registers }) => {
      const order = precision.rank(registers, 0) - precision.rank(registers, second);
      registers[0] = order < 0n ? -1 : order > 0n ? 1 : 0;
    });
  const toInteger = (suffix: keyof typeof cycles, range: Range, isFixed: boolean) =>
    named(suffix, ({ registers }) => {
      const scale = isFixed ? 2 ** (registers[second]! | 0) : 1;
      writeInteger(registers, range, precision.read(registers, 0) * scale);
    });
  const fromInteger = (suffix: keyof typeof cycles, range: Range, isFixed: boolean) =>
    named(suffix, ({ registers }) => {
      const fractionBits = isFixed ? registers[range.words]! | 0 : 0;
      precision.write(registers, 0, precision.fromInteger(readInteger(registers, range), fractionBits));
    });
  const sinAndCos = (suffix: keyof typeof cycles) =>
    named(suffix, ({ registers }) => {
      const angle = precision.read(registers, 0);
      precision.write(registers, 0, Math.sin(angle));
      precision.write(registers, second, Math.cos(angle));
    });

  return [
    binary("add", (x, y) => x + y),
    binary("sub", (x, y) => x - y),
    binary("mul", (x, y) => signed(x * y, x, y)),
    binary("div", (x, y) => signed(x / y, x, y)),
    compareFast("cmp_fast"),
    compareFast("cmp_fast_flags"),
    unary("sqrt", (x) => (x < 0 ? Number.NEGATIVE_INFINITY : Math.sqrt(x))),
    toInteger("to_int", int32, false),
    toInteger("to_fix", int32, true),
    toInteger("to_uint", uint32, false),
    toInteger("to_ufix", uint32, true),
    fromInteger("from_int", int32, false),
    fromInteger("from_fix", int32, true),
    fromInteger("from_uint", uint32, false),
    fromInteger("from_ufix", uint32, true),
    unary("cos", Math.cos),
    name === "float" ? sinAndCos("sin") : unary("sin", Math.sin),
    unary("tan", Math.tan),
    sinAndCos("sincos"),
    unary("exp", Math.exp),
    unary("ln", (x) => (x <= 0 ? Number.NEGATIVE_INFINITY : Math.log(x))),
    compare("cmp"),
    binary("atan2", Math.atan2),
    fromInteger("from_int64", int64, false),
    fromInteger("from_fix64", int64, true),
    fromInteger("from_uint64", uint64, false),
    fromInteger("from_ufix64", uint64, true),
    toInteger("to_int64", int64, false),
    toInteger("to_fix64", int64, true),
    toInteger("to_uint64", uint64, false),
    toInteger("to_ufix64", uint64, true),
    named("to_other", ({ registers }) => {
      const to = name === "float" ? doublePrecision : singlePrecision;
      to.write(registers, 0, precision.read(registers, 0));
    }),
  ];
}

/** A product or quotient; one without a value, as of zero and infinity, is infinity with the sign it would have had. */
function signed(value: number, x: number, y: number): number {
  if (!Number.isNaN(value)) return value;
  return isNegative(x) === isNegative(y) ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0);

interface Range {
  /** Registers it takes. */
  readonly words: 1 | 2;
  readonly min: bigint;
  readonly max: bigint;
}

const int32: Range = { words: 1, min: -(2n ** 31n), max: 2n ** 31n - 1n };
const uint32: Range = { words: 1, min: 0n, max: 2n ** 32n - 1n };
const int64: Range = { words: 2, min: -(2n ** 63n), max: 2n ** 63n - 1n };
const uint64: Range = { words: 2, min: 0n, max: 2n ** 64n - 1n };

function readInteger(registers: Uint32Array, { words, min }: Range): bigint {
  const bits = words === 1 ? BigInt(registers[0]!) : BigInt(registers[0]!) | (BigInt(registers[1]!) << 32n);
  return min < 0n ? BigInt.asIntN(32 * words, bits) : bits;
}

function writeInteger(registers: Uint32Array, { words, min, max }: Range, value: number): void {
  const clamped = clamp(value, min, max);
  registers[0] = Number(BigInt.asUintN(32, clamped));
  if (words === 2) registers[1] = Number(BigInt.asUintN(32, clamped >> 32n));
}

function clamp(value: number, min: bigint, max: bigint): bigint {
  if (value >= Number(max)) return max;
  if (value < Number(min)) return min;
  return BigInt(Math.floor(value));
}

/** Measured in the emulator, over some 300 arguments between 1e-7 and 1e6 each. */
const cyclesOf = {
  float: {
    add: 69,
    sub: 72,
    mul: 55,
    div: 69,
    cmp_fast: 14,
    cmp_fast_flags: 14,
    sqrt: 63,
    to_int: 38,
    to_fix: 37,
    to_uint: 34,
    to_ufix: 33,
    from_int: 122,
    from_fix: 121,
    from_uint: 79,
    from_ufix: 83,
    cos: 587,
    sin: 581,
    tan: 653,
    sincos: 581,
    exp: 518,
    ln: 781,
    cmp: 25,
    atan2: 630,
    from_int64: 113,
    from_fix64: 106,
    from_uint64: 79,
    from_ufix64: 81,
    to_int64: 50,
    to_fix64: 49,
    to_uint64: 23,
    to_ufix64: 23,
    to_other: 15,
  },
  double: {
    add: 88,
    sub: 93,
    mul: 153,
    div: 181,
    cmp_fast: 25,
    cmp_fast_flags: 25,
    sqrt: 168,
    to_int: 69,
    to_fix: 67,
    to_uint: 40,
    to_ufix: 38,
    from_int: 85,
    from_fix: 86,
    from_uint: 65,
    from_ufix: 67,
    cos: 1616,
    sin: 1614,
    tan: 1885,
    sincos: 1718,
    exp: 803,
    ln: 902,
    cmp: 37,
    atan2: 2160,
    from_int64: 84,
    from_fix64: 83,
    from_uint64: 61,
    from_ufix64: 61,
    to_int64: 60,
    to_fix64: 59,
    to_uint64: 27,
    to_ufix64: 28,
    to_other: 24,
  },
};
