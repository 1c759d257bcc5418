/**
 * Who says less: a gate is asked before each record. The build puts gates into the application in the place of loggers that
 * have them (`rate-limit.ts`).
 *
 * Source: Linux include/linux/ratelimit.h and printk_once.
 */
import { plain } from "../wire/wire.ts";
import { NOTICE } from "./level.ts";
import { type Printk, say } from "./printk.ts";
import { SITE, type Site, VALUES } from "./record.ts";

/** Whether the next record may pass. Context: any. */
export type Gate = () => boolean;

/** Lets the first one pass and no other. */
export function onceGate(): Gate {
  let isSaid = false;
  return () => !isSaid && (isSaid = true);
}

/**
 * Lets `burst` records pass in each interval of `intervalMs`, and then says how many it kept back. Those count as
 * suppressed. A clock that was set back begins a new interval.
 */
export function rateGate(printk: Printk, facility: string, intervalMs: number, burst: number): Gate {
  const suppressed: Site = [
    NOTICE,
    facility,
    (record) => plain(record[SITE], record[VALUES] + " suppressed"),
  ];
  let startTime = -1 / 0;
  let said = 0;
  let keptBack = 0;
  return () => {
    const now = printk.platform.now();
    let told = 0;
    (now >= startTime && now < startTime + intervalMs / 1000) ||
      ((startTime = now), (said = 0), (told = keptBack), (keptBack = 0));
    if (told) say(printk, suppressed, told);
    return said < burst ? !!++said : (keptBack++, printk.limitedCount++, false);
  };
}
