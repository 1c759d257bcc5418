/**
 * How long a log call's record is on the wire, as text and as tokens. The firmware's own functions write a record of
 * average values; what a call is really given only a run can tell: `baton sim --stats`.
 */
import { TASK } from "../../../firmware/platform/platform.ts";
import { formatMessage } from "../../../firmware/printk/format.ts";
import { type Piece, takeApart } from "../../../firmware/printk/format-pieces.ts";
import type { Level } from "../../../firmware/printk/level.ts";
import type { LogRecord } from "../../../firmware/printk/record.ts";
import { line as textLine } from "../../../firmware/wire/text-wire.ts";
import { d, s } from "../../../firmware/wire/token-conversions.ts";
import { digits } from "../../../firmware/wire/token-digits.ts";
import type { LogSite } from "../lowering/log-sites.ts";
import { isTextual } from "../lowering/message.ts";

/** By conversion. */
const AVERAGE: Readonly<Record<string, unknown>> = { f: 12.5, c: 65, s: "average", j: '{"a":1}' };
const AVERAGE_NUMBER = 1234;
/** Around what a frame says: its marker, three digits of check, the line's end. See `firmware/wire/token-wire.ts`. */
const FRAME_CHARS = 5;
/** Between two records: 20 a second. */
const APART_S = 0.05;

export const textBytes = (site: LogSite): number => textLine(recordOf(site), 0).length;

export const tokenBytes = (site: LogSite): number =>
  [digits(APART_S * 1e6), digits(site.token), ...argumentsOf(site).map(inTokens)].join("").length +
  FRAME_CHARS;

const textOf = (site: LogSite): string => formatMessage([site.format, ...argumentsOf(site).map(average)]);

function inTokens(piece: Piece): string {
  const value = average(piece);
  return isTextual(piece) ? s(value) : d(value, piece.kind === "f" ? piece.decimals : undefined);
}

const average = ({ kind }: Piece): unknown => AVERAGE[kind] ?? AVERAGE_NUMBER;

const argumentsOf = ({ args }: LogSite): Piece[] =>
  args.map(({ conversion }) => takeApart(`%${conversion}`).next as Piece);

function recordOf(site: LogSite): LogRecord {
  const { level, facility } = site;
  return [0, APART_S, TASK, [level as Level, facility, () => textOf(site)]];
}
