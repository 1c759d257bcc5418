/** What log calls of integers touch of the core. The build puts these names into the code of the application. */
import { say } from "../printk/printk.ts";
import { printk } from "../singleton.ts";
import { siteOf } from "./log-ints.ts";

export { logInts, nameSite } from "./log-ints.ts";

/** Makes the record that the machine code did not take. Context: any. */
export function storeInts(what: number, a?: number, b?: number): void {
  say(printk, siteOf(what), a, b);
}
