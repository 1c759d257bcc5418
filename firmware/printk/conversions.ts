/**
 * From a value to the text of its conversion: what `%d` and the others print. What does not fit its conversion is printed
 * as it is.
 *
 * Messages compiled by the build call these directly; `format.ts` calls them for the formats it reads at run time. In a
 * build with tokens the functions of the same names in `token-wire.ts` take their place.
 *
 * Source: Linux Documentation/core-api/printk-formats.rst.
 */

/** Longer texts end in a marker. A quarter of what the kernel allows (1024), for the smallest boards' RAM. */
export const MESSAGE_CHARS_MAX = 256;

/** A whole number, what is behind its point cut off. */
export function d(value: unknown): string {
  return isNumber(value) ? "" + ((value as number) - ((value as number) % 1)) : s(value);
}

/** 32 bits without a sign, to the base 10. */
export function u(value: unknown): string {
  return isNumber(value) ? "" + ((value as number) >>> 0) : s(value);
}

/** 32 bits without a sign, to the base 16. */
export function x(value: unknown): string {
  return isNumber(value) ? ((value as number) >>> 0).toString(16) : s(value);
}

/** 32 bits without a sign, to the base 8. */
export function o(value: unknown): string {
  return isNumber(value) ? ((value as number) >>> 0).toString(8) : s(value);
}

/** @param decimals - 0 to 20. */
export function f(value: unknown, decimals: number): string {
  return isNumber(value) ? (value as number).toFixed(decimals) : s(value);
}

/** The character with this code. */
export function c(value: unknown): string {
  return isNumber(value) ? s(String.fromCharCode((value as number) & 255)) : s(value);
}

/** Any value, kept to printable characters and to its bound, so that it cannot pass for another record. */
export function s(value: unknown): string {
  let text = "" + value;
  if (UNPRINTABLE.test(text)) text = text.replace(/[^ -~]/g, escaped);
  return text.length > MESSAGE_CHARS_MAX ? text.slice(0, MESSAGE_CHARS_MAX) + "<truncated>" : text;
}

/** What an object was: the record has kept its text. */
export const j = s;

/** @param fill - "0" or " ", in front of `text`. */
export function pad(text: string, widthChars: number, fill: string): string {
  return text.padStart(widthChars, fill);
}

const UNPRINTABLE = /[^ -~]/;

/** A finite number: what is left when it is taken from itself is 0. */
function isNumber(value: unknown): boolean {
  return typeof value === "number" && value - value === 0;
}

function escaped(character: string): string {
  return "\\x" + character.charCodeAt(0).toString(16).padStart(2, "0");
}
