/**
 * Interpreter variables, the unit in which a board's RAM is counted.
 *
 * Source: `E.getSizeOf` of such values in Espruino 2v29. An array takes one, an element that is a small whole number one,
 * a reference one and what it refers to, a fraction or a text of up to 12 characters one more.
 */
import { takeApart } from "../../../firmware/printk/format-pieces.ts";
import type { LogSite } from "../lowering/log-sites.ts";

/** The array, its level, its facility with the text, its function, and the name it goes by. The function's code stays in flash. */
export const siteJsvars = 1 + 1 + 2 + 5 + 1;
/** The array with `seq`, the time, the context and the site. */
const RECORD = 1 + 1 + 2 + 1 + 1;

/** Of a record in the ring, with short texts. */
export const recordJsvars = ({ args }: Pick<LogSite, "args">): number =>
  args.reduce((total, { conversion }) => total + valueJsvars(conversion), RECORD);

const valueJsvars = (conversion: string): number =>
  "duxoc".includes(takeApart(`%${conversion}`).next?.kind ?? "s") ? 1 : 2;
