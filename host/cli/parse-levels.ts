import type { Levels } from "../monitor/filter.ts";
import { levelNames } from "../monitor/item.ts";
import { badLevel } from "./errors.ts";

/**
 * Reads `warn`, `4`, or `net=debug,*=warn`: the level up to which records are shown, by facility.
 *
 * @throws CliError `BAD_LEVEL`.
 */
export function parseLevels(text: string): Levels {
  return Object.fromEntries(
    text.split(",").map((directive) => {
      const [, facility = "*", level = ""] = /^(?:([\w.*-]+)=)?(\w+)$/.exec(directive.trim()) ?? [];
      return [facility, levelOf(level, text)];
    }),
  );
}

/** What people write who come from elsewhere. */
const otherNames: Readonly<Record<string, number>> = { panic: 0, error: 3, warning: 4 };

function levelOf(name: string, text: string): number {
  if (/^[0-7]$/.test(name)) return Number(name);
  const level = otherNames[name] ?? levelNames.indexOf(name as (typeof levelNames)[number]);
  if (level < 0) throw badLevel(text, levelNames);
  return level;
}
