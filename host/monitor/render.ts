import pc from "picocolors";
import { type Item, levelNames, type RecordItem } from "./item.ts";

/** Writes an item for people: `[    1.234567] info  storm: text`. Colours are for terminals. */
export function renderText(item: Item, hasColours: boolean): string {
  const colours = pc.createColors(hasColours);
  if (item.kind === "text") return item.text;
  if (item.kind === "loss") return colours.red(`-- dropped ${item.dropped}: ${item.reason} --`);
  return renderRecord(item, colours);
}

/** Writes an item for programs: one JSON object without its `kind`, which the keys tell. */
export function renderJson({ kind: _, ...facts }: Item): string {
  return JSON.stringify(facts);
}

type Colours = ReturnType<typeof pc.createColors>;

function renderRecord({ level, time, context, facility, text }: RecordItem, colours: Colours): string {
  const stamp = colours.green(`[${time.toFixed(6).padStart(12)}]${context === "interrupt" ? "[C]" : ""}`);
  const name = (levelNames[level] ?? "").padEnd(levelWidth);
  const source = facility === undefined ? "" : colours.yellow(`${facility}: `);
  const paint = paintOf(level, colours);
  return `${stamp} ${paint(name)} ${source}${paint(text)}`;
}

const levelWidth = Math.max(...levelNames.map((name) => name.length));

/** Errors in red, the worst of them bold, warnings in yellow, debugging dim. */
function paintOf(level: number, colours: Colours): (text: string) => string {
  if (level <= 2) return (text) => colours.bold(colours.red(text));
  if (level === 3) return colours.red;
  if (level === 4) return colours.yellow;
  return level === 7 ? colours.dim : String;
}
