import type { Since } from "../monitor/filter.ts";
import { badSince } from "./errors.ts";
import { parseDuration } from "./parse-duration.ts";

/**
 * Reads `90s`, so long after the board's boot, or a moment of the host's clock as `2026-11-23T08:00`.
 *
 * @throws CliError `BAD_SINCE`.
 */
export function parseSince(text: string): Since {
  if (!/^\d{4}-/.test(text)) return { boardTime: boardTime(text) };
  const hostMs = Date.parse(text);
  if (Number.isNaN(hostMs)) throw badSince(text);
  return { hostMs };
}

function boardTime(text: string): number {
  try {
    return parseDuration(text) / 1000;
  } catch {
    throw badSince(text);
  }
}
