/**
 * Numbers as text: Espruino writes at most eleven decimals, which matters to whoever counts bytes on a wire.
 * Source: src/jsutils.c, ftoa_bounded; `print(1/3)` shows 0.33333333333 on 2v29.
 */
import type { Scope } from "../realm.ts";

const DECIMALS_MAX = 11;
/** Smaller ones are written with an exponent. */
const SMALLEST_DECIMAL = 1e-5;
const LARGEST_DECIMAL = 1e21;

export function numberText(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value)) return String(value);
  if (!(size >= SMALLEST_DECIMAL && size < LARGEST_DECIMAL)) return String(value);
  return value.toFixed(DECIMALS_MAX).replace(/\.?0+$/, "");
}

/** The text of any value, where Espruino makes one by itself. */
export function textOf(value: unknown): string {
  return typeof value === "number" ? numberText(value) : `${value}`;
}

export function useEspruinoNumbers(intrinsics: Scope): void {
  const [strings, numbers, arrays] = [intrinsics.String, intrinsics.Number, intrinsics.Array];
  const numberToString = numbers.prototype.toString;
  const { join } = arrays.prototype;
  method(numbers.prototype, "toString", function (this: number, radix?: number) {
    return radix === undefined ? numberText(+this) : numberToString.call(this, radix);
  });
  method(strings.prototype, "concat", function (this: string, ...parts: unknown[]) {
    let text = `${this}`;
    for (const part of parts) text += textOf(part);
    return text;
  });
  method(arrays.prototype, "join", function (this: unknown[], separator?: string) {
    return join.call(
      this.map((item) => (typeof item === "number" ? numberText(item) : item)),
      separator,
    );
  });
}

function method(target: object, name: string, value: (...args: never[]) => unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}
