/** What log calls of integers touch of the core. The build puts these names into the code of the application. */
import type { Site } from "../printk/record.ts";
import { printk } from "../singleton.ts";
import { logInts, logIntsWith, messages, sayInts, sites } from "./log-ints.ts";

export { logInts, messages } from "./log-ints.ts";

// As long as there is no machine code; it may be there before this module is.
if (!logInts) logIntsWith((what, a, b) => sayInts(printk, what, a, b));

/**
 * Says what the calls with this number have in common. Context: task, before the first of them.
 *
 * @param message - the same for machine code, where that makes text of it.
 */
export function nameSite(index: number, site: Site, message?: string): void {
  sites[index] = site;
  if (message) messages[index] = message;
}
