/**
 * The ROM's arithmetic beside Node's, bit for bit. Node is right by IEEE 754; where the ROM departs from it, as its
 * documentation says, the expectation does the same: subnormals are zero, NaNs are infinity.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RomCaller } from "./rom-caller.ts";

const rom = new RomCaller();
const index = {
  add: 0,
  sub: 1,
  mul: 2,
  div: 3,
  compareFast: 4,
  sqrt: 6,
  toInt: 7,
  toFix: 8,
  toUint: 9,
  fromInt: 11,
  fromFix: 12,
  fromUint: 13,
  cos: 15,
  sin: 16,
  sincos: 18,
  exp: 19,
  ln: 20,
  compare: 21,
  atan2: 22,
  fromInt64: 23,
  fromUint64: 25,
  toInt64: 27,
  toUint64: 29,
  toOther: 31,
};

interface Kind {
  readonly name: string;
  readonly table: string;
  encode(x: number): number[];
  decode(registers: readonly number[]): number;
  round(x: number): number;
  readonly smallestNormal: number;
}

const single: Kind = {
  name: "float",
  table: "SF",
  encode: (x) => [...new Uint32Array(Float32Array.of(x).buffer)],
  decode: ([word]) => new Float32Array(Uint32Array.of(word!).buffer)[0]!,
  round: Math.fround,
  smallestNormal: 2 ** -126,
};
const double: Kind = {
  name: "double",
  table: "SD",
  encode: (x) => [...new Uint32Array(Float64Array.of(x).buffer)],
  decode: ([low, high]) => new Float64Array(Uint32Array.of(low!, high!).buffer)[0]!,
  round: (x) => x,
  smallestNormal: 2 ** -1022,
};

describe.each([single, double])("$name", (kind) => {
  const call = (name: keyof typeof index, ...words: number[]) =>
    rom.call(rom.softFloat(kind.table, index[name]), ...words);
  const calculate = (name: keyof typeof index, ...numbers: number[]) =>
    kind.decode(call(name, ...numbers.flatMap(kind.encode)));
  /** As the ROM takes a number in, and gives it out. */
  const flushed = (x: number): number => {
    if (Number.isNaN(x)) return Number.POSITIVE_INFINITY;
    return Math.abs(x) < kind.smallestNormal ? 0 * x : x;
  };
  const number = kind.table === "SF" ? fc.float({ noNaN: true }) : fc.double({ noNaN: true });

  test.each([
    ["add", (x: number, y: number) => x + y],
    ["sub", (x: number, y: number) => x - y],
    ["mul", (x: number, y: number) => x * y],
    ["div", (x: number, y: number) => x / y],
  ] as const)("%s is what IEEE 754 says, subnormals being zero", (name, compute) => {
    fc.assert(
      fc.property(number, number, (x, y) => {
        const exact = compute(flushed(x), flushed(y));
        fc.pre(!Number.isNaN(exact));
        expect(calculate(name, x, y)).toBe(flushed(kind.round(exact)));
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  test("the square root is what IEEE 754 says; of a negative number it is minus infinity", () => {
    fc.assert(
      fc.property(number, (x) => {
        const root = flushed(x) < 0 ? Number.NEGATIVE_INFINITY : kind.round(Math.sqrt(flushed(x)));
        expect(calculate("sqrt", x)).toBe(root);
      }),
      { seed: 12, numRuns: 1000 },
    );
  });

  test("a NaN is infinity, and what has no value is infinity too", () => {
    expect(calculate("add", Number.NaN, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(calculate("sub", Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(calculate("mul", -0, Number.POSITIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
    expect(calculate("div", 0, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(calculate("div", -0, 0)).toBe(Number.NEGATIVE_INFINITY);
    expect(calculate("div", -1, 0)).toBe(Number.NEGATIVE_INFINITY);
  });

  test("subnormals come in and go out as zero, with their sign", () => {
    const tiny = kind.smallestNormal;
    expect(calculate("add", tiny / 2, 0)).toBe(0);
    expect(calculate("mul", tiny, 0.5)).toBe(0);
    expect(calculate("mul", -tiny, 0.5)).toBe(-0);
    expect(calculate("mul", tiny, 1)).toBe(tiny);
  });

  test.each([
    [1, 2, -1],
    [2, 1, 1],
    [-1, 1, -1],
    [0, -0, 0],
    [Number.POSITIVE_INFINITY, 1e30, 1],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, -1],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0],
  ])("compares %d with %d", (x, y, order) => {
    for (const name of ["compare", "compareFast"] as const) {
      expect(call(name, ...kind.encode(x), ...kind.encode(y))[0]! | 0).toBe(order);
    }
  });

  test("compares subnormals as zero, but not when it has to be fast", () => {
    const args = [...kind.encode(kind.smallestNormal / 2), ...kind.encode(0)];
    expect([call("compare", ...args)[0], call("compareFast", ...args)[0]]).toEqual([0, 1]);
  });

  test.each([
    ["toInt", -1.5, -2],
    ["toInt", 1.9, 1],
    ["toInt", 3e9, 0x7fffffff],
    ["toInt", -3e9, -0x80000000],
    ["toInt", Number.NEGATIVE_INFINITY, -0x80000000],
    ["toUint", -1, 0],
    ["toUint", 4.9, 4],
    ["toUint", 5e9, -1],
  ] as const)("%s of %d rounds down and stops at the ends of the range", (name, x, expected) => {
    expect(call(name, ...kind.encode(x))[0]! | 0).toBe(expected);
  });

  test("fixed point: 1.5 with 8 bits of fraction is 384, and back", () => {
    expect(call("toFix", ...kind.encode(1.5), 8)[0]).toBe(384);
    expect(kind.decode(call("fromFix", 384, 8))).toBe(1.5);
  });

  test("integers of 32 and 64 bits become the nearest number, ties to even", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (integer) => {
        const low = Number(BigInt.asUintN(32, integer));
        const words = [low, Number(integer >> 32n)];
        const nearest = (value: bigint) => nearestNumber(value, kind.table === "SF" ? 24 : 53);
        expect(kind.decode(call("fromUint64", ...words))).toBe(nearest(integer));
        expect(kind.decode(call("fromInt64", ...words))).toBe(nearest(BigInt.asIntN(64, integer)));
        expect(kind.decode(call("fromUint", low))).toBe(kind.round(low));
        expect(kind.decode(call("fromInt", low))).toBe(kind.round(low | 0));
      }),
      { seed: 13, numRuns: 1000 },
    );
  });

  test("64-bit results stop at the ends of their range", () => {
    const words = (name: "toInt64" | "toUint64", x: number) => call(name, ...kind.encode(x)).slice(0, 2);
    expect(words("toInt64", -1)).toEqual([0xffffffff, 0xffffffff]);
    expect(words("toInt64", 1e30)).toEqual([0xffffffff, 0x7fffffff]);
    expect(words("toUint64", -1)).toEqual([0, 0]);
    expect(words("toUint64", 1e30)).toEqual([0xffffffff, 0xffffffff]);
    expect(words("toUint64", 2 ** 40)).toEqual([0, 256]);
  });

  test("becomes the other precision", () => {
    const other = kind === single ? double : single;
    for (const x of [1.5, -0, 1e30, Number.NEGATIVE_INFINITY]) {
      expect(other.decode(call("toOther", ...kind.encode(x)))).toBe(other.round(kind.round(x)));
    }
  });

  test("sines and the like are Node's", () => {
    const x = kind.round(1.25);
    expect(calculate("sin", x)).toBe(kind.round(Math.sin(x)));
    expect(calculate("cos", x)).toBe(kind.round(Math.cos(x)));
    expect(calculate("exp", x)).toBe(kind.round(Math.exp(x)));
    expect(calculate("ln", x)).toBe(kind.round(Math.log(x)));
    expect(calculate("ln", -1)).toBe(Number.NEGATIVE_INFINITY);
    expect(calculate("atan2", x, kind.round(-2))).toBe(kind.round(Math.atan2(x, -2)));
    const both = call("sincos", ...kind.encode(x));
    expect(kind.decode(both)).toBe(kind.round(Math.sin(x)));
    expect(kind.decode(both.slice(kind.encode(0).length))).toBe(kind.round(Math.cos(x)));
  });
});

/** By trial: of the two neighbours with `digits` binary digits the nearer one, or else the even one. */
function nearestNumber(value: bigint, digits: number): number {
  const magnitude = value < 0n ? -value : value;
  let step = 1n;
  while (magnitude / step >= 2n ** BigInt(digits)) step *= 2n;
  const below = magnitude / step;
  const rest = magnitude % step;
  const isUp = 2n * rest > step || (2n * rest === step && below % 2n === 1n);
  const rounded = Number((below + (isUp ? 1n : 0n)) * step);
  return value < 0n ? -rounded : rounded;
}
