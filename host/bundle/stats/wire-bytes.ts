/**
 * How long a log call's record is on the wire, as text and as tokens. The firmware's own functions write a record of
 * average values; what a call is really given only a run can tell: `baton sim --stats`.
 */
import { TASK } from "../../../firmware/platform/platform.ts";
import { formatMessage } from "../../../firmware/printk/format.ts";
import { type Piece, takeApart } from "../../../firmware/printk/format-pieces.ts";
import type { Level } from "../../../firmware/printk/level.ts";
import type { LogRecord, Site } from "../../../firmware/printk/record.ts";
import { line as textLine } from "../../../firmware/wire/text-wire.ts";
import { c, d, f, j, o, s, u, x } from "../../../firmware/wire/token-conversions.ts";
import { frame, seal } from "../../../firmware/wire/token-frame.ts";
import type { LogSite } from "../lowering/log-sites.ts";

/** By conversion. */
const AVERAGE: Readonly<Record<string, unknown>> = { f: 12.5, c: 65, s: "average", j: '{"a":1}' };
const AVERAGE_NUMBER = 1234;
/** Between two records: 20 a second. */
const APART_S = 0.05;

export const textBytes = (site: LogSite): number =>
  textLine(
    recordOf(site, () => textOf(site)),
    0,
  ).length;

export const tokenBytes = (site: LogSite): number => {
  const text = () => argumentsOf(site).map(inTokens).join("");
  const previous = recordOf(site, text, 0);
  const framed = frame(recordOf(site, text), 0, previous);
  return (framed + seal(0)).length;
};

const textOf = (site: LogSite): string => formatMessage([site.format, ...argumentsOf(site).map(average)]);

function inTokens(piece: Piece): string {
  return (CONVERSIONS[piece.kind] ?? s)(average(piece), piece.decimals);
}

const CONVERSIONS: Readonly<Record<string, (value: unknown, decimals: number) => string>> = {
  c,
  d,
  f,
  j,
  o,
  u,
  x,
};

const average = ({ kind }: Piece): unknown => AVERAGE[kind] ?? AVERAGE_NUMBER;

const argumentsOf = ({ args }: LogSite): Piece[] =>
  args.map(({ conversion }) => takeApart(`%${conversion}`).next as Piece);

function recordOf({ level, facility, token }: LogSite, text: () => string, seq = 1): LogRecord {
  const site: Site = [level as Level, facility, text, token];
  return [seq, seq * APART_S, TASK, site];
}
