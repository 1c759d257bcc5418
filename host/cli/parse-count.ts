import { badCount } from "./errors.ts";

/** Reads how many. @throws CliError `BAD_COUNT`. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw badCount(text);
  return Number(text);
}
