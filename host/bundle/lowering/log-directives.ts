/**
 * Which log calls get into a bundle: `net=debug,*=info`. For each facility the last level that does, or `off`; `*` for
 * those not named; everything unless said.
 */
import { LEVEL_NAMES } from "../../../firmware/printk/logger.ts";
import { badLogDirective } from "../errors.ts";

/** By facility: the number of the last level that stays, -1 for none. */
export type LogDirectives = ReadonlyMap<string, number>;

const ALL = "*";

/** @throws CliError `BAD_LOG_DIRECTIVE` */
export function parseLogDirectives(text: string): LogDirectives {
  const directives = text.split(",").map((directive) => {
    const [facility, level, ...rest] = directive.trim().split("=");
    const number = LEVEL_NAMES.indexOf(level ?? "");
    if (!facility || rest.length > 0 || (number < 0 && level !== "off")) throw badLogDirective(directive);
    return [facility, number] as const;
  });
  return new Map(directives);
}

/** @param facility - undefined where the build cannot tell; such a call stays. */
export function isStripped(directives: LogDirectives, facility: string | undefined, level: number): boolean {
  if (facility === undefined) return false;
  return level > (directives.get(facility) ?? directives.get(ALL) ?? LEVEL_NAMES.length);
}
