import { LEVEL_NAMES } from "../../firmware/printk/logger.ts";
import type { BuildStats, Costs } from "../bundle/stats/build-stats.ts";
import { formatTable } from "./table.ts";

/** What each log call costs, and then each facility, as tables for people. */
export function buildStatsTable({ sites, facilities, otherFlashBytes }: BuildStats): string {
  if (sites.length === 0) return "no log call that the build can read";
  const calls = sites.map((site) => [
    `${site.file}:${site.line}`,
    LEVEL_NAMES[site.level] ?? "",
    site.facility,
    ...costs(site),
    site.format,
  ]);
  const totals = facilities.map((each) => [`${each.calls}`, "", each.facility, ...costs(each)]);
  const header = ["log call", "level", "facility", "text B", "token B", "flash B", "jsvars", "in the ring"];
  return [
    formatTable([...header, "format"], calls),
    "",
    formatTable(["log calls", ...header.slice(1)], totals),
    "",
    `all else: ${otherFlashBytes} bytes of flash`,
  ].join("\n");
}

const costs = (each: Costs): string[] =>
  [each.textBytes, each.tokenBytes, each.flashBytes, each.jsvars, each.recordJsvars].map(String);
