/**
 * What takes the place of `printk/conversions.ts` in a build with tokens: a value becomes the shortest characters from
 * which the host can print the same text. What does not fit its conversion travels as the text it would have printed.
 */
import { s as printable } from "../printk/conversions.ts";
import { digits } from "./token-digits.ts";

/** Stands before a text in the place of a number. No digit. */
const ESCAPE = "p";
/** Larger numbers are not all whole. */
const WHOLE_MAX = 9007199254740991;
/**
 * Beyond this, in units of the last decimal, multiplying may round otherwise than `toFixed` does; the nearer a number is
 * to the middle of two such units, the sooner.
 */
const SCALED_MAX = 1e11;
const MIDDLE_WIDTH = 0.0001;

/** A sign, if it is negative, and the number. */
export function d(value: unknown): string {
  if (!isNumber(value)) return other(value);
  const whole = (value as number) - ((value as number) % 1);
  return whole < 0
    ? whole < -WHOLE_MAX
      ? other(whole)
      : "-" + digits(-whole)
    : whole > WHOLE_MAX
      ? other(whole)
      : digits(whole);
}

/** 32 bits without a sign: the base is the host's business. */
export function u(value: unknown): string {
  return isNumber(value) ? digits((value as number) >>> 0) : other(value);
}
export const x = u;
export const o = u;

export function c(value: unknown): string {
  return isNumber(value) ? digits((value as number) & 255) : other(value);
}

/** As `d`, in units of the last decimal. */
export function f(value: unknown, decimals: number): string {
  if (!isNumber(value)) return other(value);
  const isNegative = (value as number) < 0;
  const scaled =
    (isNegative ? -(value as number) : (value as number)) * (decimals === 6 ? 1e6 : 10 ** decimals);
  const rest = scaled % 1;
  return scaled > SCALED_MAX || (rest > 0.5 - MIDDLE_WIDTH && rest < 0.5 + MIDDLE_WIDTH)
    ? other((value as number).toFixed(decimals))
    : (isNegative ? "-" : "") + digits(scaled - rest + (rest < 0.5 ? 0 : 1));
}

export function s(value: unknown): string {
  return counted(printable(value));
}
export const j = s;

/** The host fills the width. */
export function pad(text: string): string {
  return text;
}

/** How many characters follow, and they: printable ones. */
export function counted(text: string): string {
  return digits(text.length) + text;
}

function other(value: unknown): string {
  return ESCAPE + s(value);
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" && value - value === 0;
}
