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
    binary("mul", (x, y) => x * y),
    binary("div", (x, y) => x / y),
    compare("cmp_fast"),
    named("cmp_fast_flags", ({ registers, core }) => {
      const order = precision.read(registers, 0) - precision.read(registers, second);
      core.N = order < 0;
      core.Z = order === 0;
      core.C = order >= 0;
      core.V = false;
    }),
    unary("sqrt", Math.sqrt),
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

const cyclesOf = {
  float: {
    add: 71,
    sub: 74,
    mul: 69,
    div: 71,
    cmp_fast: 36,
    cmp_fast_flags: 36,
    sqrt: 63,
    to_int: 30,
    to_fix: 30,
    to_uint: 30,
    to_ufix: 30,
    from_int: 50,
    from_fix: 50,
    from_uint: 50,
    from_ufix: 50,
    cos: 587,
    sin: 587,
    tan: 667,
    sincos: 587,
    exp: 536,
    ln: 502,
    cmp: 36,
    atan2: 599,
    from_int64: 60,
    from_fix64: 60,
    from_uint64: 60,
    from_ufix64: 60,
    to_int64: 60,
    to_fix64: 60,
    to_uint64: 60,
    to_ufix64: 60,
    to_other: 15,
  },
  double: {
    add: 91,
    sub: 95,
    mul: 155,
    div: 183,
    cmp_fast: 39,
    cmp_fast_flags: 39,
    sqrt: 169,
    to_int: 75,
    to_fix: 74,
    to_uint: 63,
    to_ufix: 63,
    from_int: 69,
    from_fix: 68,
    from_uint: 64,
    from_ufix: 62,
    cos: 1617,
    sin: 1618,
    tan: 1891,
    sincos: 1718,
    exp: 804,
    ln: 428,
    cmp: 39,
    atan2: 2168,
    from_int64: 55,
    from_fix64: 56,
    from_uint64: 50,
    from_ufix64: 50,
    to_int64: 64,
    to_fix64: 63,
    to_uint64: 52,
    to_ufix64: 52,
    to_other: 23,
  },
};
