import { formatTable } from "../host/cli/table.ts";
import { offBy, percent, rowsOff } from "./agreement.ts";
import type { Result } from "./result.ts";

/** All results of one Pico. */
export interface Column {
  readonly pico: string;
  readonly results: readonly Result[];
}

/** The first column against the budgets and its baselines, and how near the others come to it. */
export function resultTable([first, ...others]: readonly Column[]): string {
  if (first === undefined) return "";
  const header = [
    `on the ${first.pico}`,
    "figure",
    "baseline",
    "ratio",
    "budget",
    "",
    ...others.flatMap(({ pico }) => [pico, "baseline", "off by"]),
  ];
  const rows = first.results.map((result, index) => [
    result.what,
    figure(result.value, result.unit),
    result.baseline === undefined ? "" : figure(result.baseline.value, result.unit),
    result.ratio?.toFixed(2) ?? "",
    limitText(result),
    verdict(result),
    ...others.flatMap(({ results }) => comparison(result, results[index]!)),
  ]);
  const text = [
    formatTable(header, rows),
    ...gaps(first.results),
    ...others.flatMap(({ pico, results }) => misses(pico, rowsOff(first.results, results))),
    ...baselines(first.results),
  ];
  return text.join("\n");
}

function comparison(result: Result, other: Result): string[] {
  const offs = [offBy(other.value, result.value), offBy(other.baseline?.value, result.baseline?.value)].map(
    percent,
  );
  return [
    figure(other.value, other.unit),
    other.baseline === undefined ? "" : figure(other.baseline.value, other.unit),
    offs.filter((text) => text !== "").join(", "),
  ];
}

function limitText({ limit, ratio, unit }: Result): string {
  const [sign, value] = "atMost" in limit ? ["≤", limit.atMost] : ["≥", limit.atLeast];
  return `${sign} ${Number(value.toFixed(3))}${ratio === undefined ? ` ${unit}` : ""}`;
}

function gaps(results: readonly Result[]): string[] {
  const known = results.filter((result) => verdict(result) === "BROKEN" && result.gap !== undefined);
  return known.length === 0 ? [] : ["", "gaps:", ...known.map(({ what, gap }) => `  ${what}: ${gap}`)];
}

function misses(pico: string, rows: readonly string[]): string[] {
  return rows.length === 0
    ? []
    : ["", `${pico}, off by more than is claimed:`, ...rows.map((row) => `  ${row}`)];
}

function baselines(results: readonly Result[]): string[] {
  const named = results.filter(({ baseline }) => baseline !== undefined);
  return ["", "baselines:", ...named.map(({ what, baseline }) => `  ${what}: ${baseline!.name}`)];
}

function verdict({ value, isMet }: Result): string {
  if (Number.isNaN(value)) return "";
  return isMet ? "met" : "BROKEN";
}

function figure(value: number, unit: string): string {
  if (Number.isNaN(value)) return "not counted";
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ${unit}`;
}
