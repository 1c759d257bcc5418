/** Stands for `firmware/wire/wire.ts` where one test has bundles of both wires: what a logger's records say is that of the wire chosen last. */
import * as text from "../../firmware/wire/text-wire.ts";
import { tokenWire as tokens } from "../support/token-wire.ts";

export * from "../../firmware/wire/text-wire.ts";

type Wire = Pick<typeof text, "plain" | "said">;
let wire: Wire = text;

export function switchTo(hasTokens: boolean): void {
  wire = hasTokens ? tokens : text;
}

export const plain: Wire["plain"] = (site, message) => wire.plain(site, message);
export const said: Wire["said"] = (record) => wire.said(record);
