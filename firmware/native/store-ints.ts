/** What log calls of integers touch of the core. The build puts these names into the code of the application. */
import { printk } from "../singleton.ts";
import { logInts, logIntsWith, type RefusedCall, refused, sayInts } from "./log-ints.ts";

export { logInts, nameSite } from "./log-ints.ts";

// As long as there is no machine code, and nothing is refused; it may be there before this module is.
if (!logInts) logIntsWith(storeInts);

function storeInts(what: number, a?: number, b?: number): number {
  sayInts(printk, what, a, b);
  return 1;
}

/** Makes the record that the machine code did not take. Context: any. */
export function storeRefused(): void {
  const call: RefusedCall = refused();
  sayInts(printk, call[0], call[1], call[2]);
}
