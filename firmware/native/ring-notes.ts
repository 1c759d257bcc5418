/** What `native-ring` has to say by itself. */
import { WARNING } from "../printk/level.ts";
import type { Site } from "../printk/record.ts";
import { said } from "../wire/wire.ts";

/**
 * What is said of events that the ring had no room for, by JavaScript or by machine code: the build asks as well. Context: any.
 *
 * @param count - how many, or a conversion that stands for it.
 */
export function lossesMessage(count: number | string): string {
  return count + " events lost";
}

export const RING_NOTE: Site = [WARNING, "native-ring", said];
