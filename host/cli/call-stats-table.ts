import { LEVEL_NAMES } from "../../firmware/printk/logger.ts";
import type { CallStats, Demand } from "../bundle/stats/call-stats.ts";
import { percent } from "./run-rows.ts";
import { formatTable } from "./table.ts";

/** How often each log call was made, and what it and its facility ask of the line, as tables for people. */
export function callStatsTable({ sites, facilities }: CallStats): string {
  const header = ["level", "facility", "calls/s", "bytes/s", "of the line"];
  const rows = sites.map((site) => [
    `${site.file}:${site.line}`,
    LEVEL_NAMES[site.level] ?? "",
    site.facility,
    ...demand(site),
    site.format,
  ]);
  const totals = facilities.map((each) => ["all of a facility", "", each.facility, ...demand(each)]);
  return formatTable(["log call", ...header, "format"], [...rows, ...totals]);
}

const demand = ({ callsPerSecond, bytesPerSecond, share }: Demand): string[] => [
  callsPerSecond.toFixed(1),
  bytesPerSecond.toFixed(0),
  percent(share),
];
