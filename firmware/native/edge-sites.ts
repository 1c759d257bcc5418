/** What the records of a watched pin's edges say. The build asks as well, for its dictionary. */
import { INFO } from "../printk/level.ts";
import { SITE, type Site, VALUES } from "../printk/record.ts";
import { plain } from "../wire/wire.ts";

export const EDGE_FACILITY = "irq";

export function edgeMessage(name: string, isHigh: unknown): string {
  return name + (isHigh ? " rises" : " falls");
}

/** Of a pin that only the board knows the name of. */
export function edgeSite(name: string): Site {
  return [INFO, EDGE_FACILITY, (record) => plain(record[SITE], edgeMessage(name, record[VALUES]))];
}
