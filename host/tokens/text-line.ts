import { type Item, plainText } from "../monitor/item.ts";

/** An item as the line of text that a board without tokens would have written for it. */
export function textLine(item: Item): string {
  if (item.kind === "loss") return `** ${item.dropped} records dropped (${item.reason}) **`;
  if (item.kind !== "record") return item.text;
  const time = item.time.toFixed(6).padStart(12);
  return `<${item.level}>[${time}]${item.context === "interrupt" ? "[C]" : ""} ${plainText(item)}`;
}
