/**
 * What takes the place of `printk/conversions.ts` in a build with tokens: a value becomes the shortest characters from
 * which the host can print the same text. A number is its digits, behind a sign if it is negative; what is no number, or
 * too large a one, is a text in quotation marks.
 */
import { digits } from "./token-digits.ts";

/** Numbers from here on travel as texts: their last decimals would not survive being multiplied. */
export const NUMBER_END = 1e14;

/**
 * A whole number, or one in units of its last decimal; `toFixed` rounds, so that the text is the one it would have
 * printed. Base, bits and what is behind the point of a large one are the host's business.
 */
export function d(value: unknown, decimals?: number): string {
  if (typeof value !== "number") return s(value);
  if (value < 0) return "-" + d(-value, decimals);
  let text: unknown = value;
  const units =
    (decimals as number) >= 0
      ? ((text = value.toFixed(decimals)) as unknown as number) * 10 ** (decimals as number) + 0.5
      : value;
  return units < NUMBER_END ? digits(units) : s(text);
}

/** Any value as a text in quotation marks, in printable ASCII: so the interpreter writes JSON. */
export function s(value: unknown): string {
  return JSON.stringify("" + value);
}
