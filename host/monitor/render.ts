import pc from "picocolors";
import { type Arrival, type Item, levelNames, plainText, type RecordItem, type TextItem } from "./item.ts";
import type { JsonLine } from "./item-schema.ts";
import { withLink } from "./source-link.ts";

/** Writes an item for people: `[    1.234567] info   storm: text`. Colours are for terminals. */
export function renderText(item: Item, hasColours: boolean): string {
  return renderItem(item, pc.createColors(hasColours), true);
}

/** Writes an item for programs, as one JSON object. */
export function renderJson(item: Item): string {
  return JSON.stringify(item);
}

/** Times that may stand before an item: the host's, the board's own, and what passed on the board since the last record. */
export const timeColumns = ["host", "device", "delta"] as const;
export type TimeColumn = (typeof timeColumns)[number];

export interface TextStyle {
  readonly hasColours: boolean;
  readonly times: readonly TimeColumn[];
  /** Whether each line names its port, as where several are watched. */
  readonly hasPorts: boolean;
}

/** Makes a function that writes one arrival after the other for people. */
export function textRenderer({ hasColours, times, hasPorts }: TextStyle): (arrival: Arrival) => string {
  const colours = pc.createColors(hasColours);
  const sinceLast = deltas();
  return (arrival) => {
    const delta = sinceLast(arrival);
    const columns = [
      times.includes("host") ? colours.dim(new Date(arrival.arrivedMs).toISOString()) : undefined,
      hasPorts ? colours.cyan(arrival.port) : undefined,
      times.includes("delta") ? colours.dim(delta.padStart(stampWidth)) : undefined,
      renderItem(arrival.item, colours, times.includes("device")),
    ];
    return columns.filter((column) => column !== undefined).join(" ");
  };
}

/** Writes an arrival for programs, as one JSON object: `jsonLineSchema` describes it. */
export function renderArrivalJson({ item, port, arrivedMs }: Arrival): string {
  const line: JsonLine = { ...item, port, host: new Date(arrivedMs).toISOString() };
  return JSON.stringify(line);
}

type Colours = ReturnType<typeof pc.createColors>;

function renderItem(item: Item, colours: Colours, hasStamp: boolean): string {
  if (item.kind === "text") return linkedText(item, colours);
  if (item.kind === "loss") return colours.red(`-- ${plainText(item)} --`);
  if (item.kind === "event") return colours.magenta(`-- ${item.text} --`);
  return renderRecord(item, colours, hasStamp);
}

function renderRecord(record: RecordItem, colours: Colours, hasStamp: boolean): string {
  const { level, time, context, facility } = record;
  const stamp = hasStamp ? `[${time.toFixed(6).padStart(stampWidth)}]` : "";
  const mark = context === "interrupt" ? "[C]" : "";
  const name = (levelNames[level] ?? "").padEnd(levelWidth);
  const source = facility === undefined ? "" : colours.yellow(`${facility}: `);
  const paint = paintOf(level, colours);
  const before = stamp + mark === "" ? "" : `${colours.green(stamp + mark)} `;
  return `${before}${paint(name)} ${source}${paint(linkedText(record, colours))}`;
}

/** Links are for terminals, as colours are. */
const linkedText = ({ text, position }: TextItem | RecordItem, { isColorSupported }: Colours): string =>
  isColorSupported && position !== undefined ? withLink(text, position) : text;

const levelWidth = Math.max(...levelNames.map((name) => name.length));
/** Seconds with six digits behind the point, up to eleven days. */
const stampWidth = 12;

/** Errors in red, the worst of them bold, warnings in yellow, debugging dim. */
function paintOf(level: number, colours: Colours): (text: string) => string {
  if (level <= 2) return (text) => colours.bold(colours.red(text));
  if (level === 3) return colours.red;
  if (level === 4) return colours.yellow;
  return level === 7 ? colours.dim : String;
}

/** The board's time between a record and the one before it from the same port; nothing before a board's first. */
function deltas(): (arrival: Arrival) => string {
  const lastTimes = new Map<string, number>();
  return ({ item, port }) => {
    if (item.kind !== "record") return "";
    const last = lastTimes.get(port);
    lastTimes.set(port, item.time);
    return last === undefined || item.time < last ? "" : `+${(item.time - last).toFixed(6)}`;
  };
}
