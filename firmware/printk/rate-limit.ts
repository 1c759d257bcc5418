/**
 * Loggers that say less. Each belongs to one call site: make it once, outside the code that logs through it.
 *
 * Source: Linux include/linux/ratelimit.h and printk_once.
 */
import { plain } from "../wire/wire.ts";
import { NOTICE } from "./level.ts";
import { LEVEL_NAMES, type Log, type Logger } from "./logger.ts";
import { say } from "./printk.ts";
import { SITE, type Site, VALUES } from "./record.ts";

/** The eight ways to log, and no more. */
export type GatedLogger = Pick<
  Logger,
  "emerg" | "alert" | "crit" | "err" | "warning" | "notice" | "info" | "debug"
>;

/** A logger that logs the first call and no other. */
export function once(logger: Logger): GatedLogger {
  let isSaid = false;
  return gated(logger, () => !isSaid && (isSaid = true));
}

/**
 * A logger that lets `burst` records through in each interval of `intervalMs`, and then says how many it kept back.
 * Those count as suppressed. A clock that was set back begins a new interval.
 */
export function rateLimited(logger: Logger, intervalMs: number, burst: number): GatedLogger {
  const { printk, facility } = logger;
  const suppressed: Site = [
    NOTICE,
    facility,
    (record) => plain(record[SITE], record[VALUES] + " suppressed"),
  ];
  let startTime = -1 / 0;
  let said = 0;
  let keptBack = 0;
  return gated(logger, () => {
    const now = printk.platform.now();
    let told = 0;
    (now >= startTime && now < startTime + intervalMs / 1000) ||
      ((startTime = now), (said = 0), (told = keptBack), (keptBack = 0));
    if (told) say(printk, suppressed, told);
    return said < burst ? !!++said : (keptBack++, printk.limitedCount++, false);
  });
}

function gated(logger: Logger, mayPass: () => boolean): GatedLogger {
  const copy: Record<string, Log> = {};
  LEVEL_NAMES.forEach((name) => {
    const pass = (logger as unknown as Record<string, Log>)[name] as Log;
    copy[name] = function () {
      if (mayPass()) pass.apply(logger, arguments as unknown as Parameters<Log>);
    };
  });
  return copy as unknown as GatedLogger;
}
