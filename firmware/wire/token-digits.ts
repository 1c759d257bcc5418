/**
 * Numbers as text in as few characters as the wire can carry safely: each digit holds five bits, the least significant
 * first, and a sixth that says whether more follow.
 *
 * The 64 digits are the characters from "0" to "o", so that no control character and no blank is ever among them.
 */

const DIGITS = "0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmno";

/** @param value - whole, from 0 to 2^53. On a board most are short: those up to 1023 are made without another call. */
export function digits(value: number): string {
  return value < 32
    ? (DIGITS[value] as string)
    : (DIGITS[32 + (value & 31)] as string) +
        (value < 1024 ? DIGITS[value >> 5] : digits((value - (value & 31)) / 32));
}

/** Three digits of six bits each: the low 18 bits of `value`. */
export function sixBitDigits(value: number): string {
  return (
    (DIGITS[value & 63] as string) +
    (DIGITS[(value >> 6) & 63] as string) +
    (DIGITS[(value >> 12) & 63] as string)
  );
}
