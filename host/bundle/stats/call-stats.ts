/** What the log calls of a run ask of the line, and which facility asks for more than its share. */
import type { FirmwareBundle } from "../firmware-bundle.ts";
import type { LogSite } from "../lowering/log-sites.ts";
import { textBytes, tokenBytes } from "./wire-bytes.ts";

export interface Demand {
  readonly calls: number;
  readonly callsPerSecond: number;
  /** What the line would carry if none were dropped, with values of average length. */
  readonly bytesPerSecond: number;
  /** Of what the line can carry. */
  readonly share: number;
}

export interface SiteDemand
  extends Demand,
    Pick<LogSite, "level" | "facility" | "format" | "file" | "line"> {}

export interface FacilityDemand extends Demand {
  readonly facility: string;
}

export interface CallStats {
  readonly baud: number;
  readonly sites: readonly SiteDemand[];
  readonly facilities: readonly FacilityDemand[];
  /** What each facility may ask for: an equal part of the line. */
  readonly fairShare: number;
}

/** A byte with its start and stop bit. */
const BITS_PER_BYTE = 10;

/** @param counts - how often each log call was made, in the order of the manifest. */
export function callStats(
  { manifest }: FirmwareBundle,
  counts: readonly number[],
  durationMs: number,
): CallStats {
  const { logSites, dictionary, baud } = manifest;
  const seconds = durationMs / 1000;
  const bytesOf = dictionary === undefined ? textBytes : tokenBytes;
  const demand = (calls: number, bytes: number): Demand => ({
    calls,
    callsPerSecond: rounded(calls / seconds),
    bytesPerSecond: rounded(bytes / seconds),
    share: rounded((bytes / seconds) * (BITS_PER_BYTE / baud)),
  });
  const names = [...new Set(logSites.map(({ facility }) => facility))].sort();
  return {
    baud,
    sites: logSites.map((site, index) => {
      const { level, facility, format, file, line } = site;
      const calls = counts[index] ?? 0;
      return { level, facility, format, file, line, ...demand(calls, calls * bytesOf(site)) };
    }),
    facilities: names.map((facility) => {
      const of = (count: (site: LogSite, index: number) => number) =>
        logSites.reduce((sum, site, index) => sum + (site.facility === facility ? count(site, index) : 0), 0);
      const calls = of((_, index) => counts[index] ?? 0);
      return {
        facility,
        ...demand(
          calls,
          of((site, index) => (counts[index] ?? 0) * bytesOf(site)),
        ),
      };
    }),
    fairShare: rounded(1 / Math.max(1, names.length)),
  };
}

/** One sentence for each facility that asks for more than its share. */
export const warnings = ({ baud, facilities, fairShare }: CallStats): string[] =>
  facilities
    .filter(({ share }) => share > fairShare)
    .map(
      ({ facility, share }) =>
        `"${facility}" asks for ${percent(share)} of the line at ${baud} baud; its share is ${percent(fairShare)}`,
    );

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
