/**
 * Numbers as text in as few characters as the wire can carry safely: each digit holds five bits, the least significant
 * first, and a sixth that says whether more follow.
 *
 * The 64 digits are the characters from "0" to "o", so that no control character and no blank is ever among them.
 */

/** The characters with these codes, whose fractions it leaves out. Native. */
export const characters: (...codes: number[]) => string = String.fromCharCode;

/** The code of the digit 0, and of the first of those behind which more follow. */
export const DIGIT = 48;
const MORE = 80;

/** @param value - from 0 to 2^53; what is behind its point is left out. */
export function digits(value: number): string {
  return value < 32 ? characters(DIGIT + value) : characters(MORE + (value % 32)) + digits(value / 32);
}
