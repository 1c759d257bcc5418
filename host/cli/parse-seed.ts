import { badSeed } from "../sim/errors.ts";

/** Reads the number that names a storm. */
export function parseSeed(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw badSeed(text);
  return Number(text);
}
