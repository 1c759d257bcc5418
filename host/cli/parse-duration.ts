import { badDuration } from "./errors.ts";

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Reads `500ms`, `10s`, `1.5m`; a number alone means seconds.
 *
 * @returns milliseconds.
 * @throws CliError `BAD_DURATION`.
 */
export function parseDuration(text: string): number {
  const [, number = "", unit = "s"] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  const ms = Number(number) * (unitsMs[unit] ?? 0);
  if (ms === 0) throw badDuration(text);
  return ms;
}
