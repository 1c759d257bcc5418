import { badPattern } from "./errors.ts";

/** Reads a regular expression. @throws CliError `BAD_PATTERN` with the place of the mistake. */
export function parsePattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw badPattern(text, error as Error);
  }
}
