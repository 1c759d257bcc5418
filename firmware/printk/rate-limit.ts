/** Loggers that say less. Each belongs to one call site: make it once, outside the code that logs through it. */
import { type Gate, onceGate, rateGate } from "./gates.ts";
import { LEVEL_NAMES, type Log, type Logger } from "./logger.ts";

/** The eight ways to log, and no more. */
export type GatedLogger = Pick<
  Logger,
  "emerg" | "alert" | "crit" | "err" | "warning" | "notice" | "info" | "debug"
>;

/** A logger that logs the first call and no other. */
export function once(logger: Logger): GatedLogger {
  return gated(logger, onceGate());
}

/**
 * A logger that lets `burst` records through in each interval of `intervalMs`, and then says how many it kept back.
 * Those count as suppressed. A clock that was set back begins a new interval.
 */
export function rateLimited(logger: Logger, intervalMs: number, burst: number): GatedLogger {
  return gated(logger, rateGate(logger.printk, logger.facility, intervalMs, burst));
}

function gated(logger: Logger, mayPass: Gate): GatedLogger {
  const copy: Record<string, Log> = {};
  LEVEL_NAMES.forEach((name) => {
    const pass = (logger as unknown as Record<string, Log>)[name] as Log;
    copy[name] = function () {
      if (mayPass()) pass.apply(logger, arguments as unknown as Parameters<Log>);
    };
  });
  return copy as unknown as GatedLogger;
}
