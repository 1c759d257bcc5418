import type { Port } from "./port.ts";
import { tell } from "./prompt.ts";

/**
 * Has the board's first console show one level more, or one less, through the plugin `loglevel`. The board says what it
 * shows then, or that its firmware has no such plugin.
 */
export function shiftLevel(port: Port, by: 1 | -1): Promise<void> {
  const shifted = `loglevel(0,Math.max(0,Math.min(8,loglevel(0)+${by})))`;
  return tell(
    port,
    `print(typeof loglevel=="undefined"?"no loglevel() on this board":"records below level "+${shifted}+" are shown")`,
  );
}
