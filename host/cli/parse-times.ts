import { type TimeColumn, timeColumns } from "../monitor/render.ts";
import { badTimes } from "./errors.ts";

/** Reads `host,delta`, or `none`. @throws CliError `BAD_TIMES`. */
export function parseTimes(text: string): readonly TimeColumn[] {
  const names = text === "none" ? [] : text.split(",");
  const columns = timeColumns.filter((column) => names.includes(column));
  if (columns.length !== names.length) throw badTimes(text, timeColumns);
  return columns;
}
