/** What each log call of a bundle costs: on the wire, in flash, in RAM. Told from the bundle, its map and its manifest. */
import type { FirmwareBundle } from "../firmware-bundle.ts";
import type { LogSite } from "../lowering/log-sites.ts";
import { flashBytes } from "./flash-bytes.ts";
import { recordJsvars, siteJsvars } from "./jsvars.ts";
import { textBytes, tokenBytes } from "./wire-bytes.ts";

export interface Costs {
  /** Of a record of average values. */
  readonly textBytes: number;
  readonly tokenBytes: number;
  /** Of the code that stores the record and makes its text. */
  readonly flashBytes: number;
  /** Interpreter variables that are gone for good. */
  readonly jsvars: number;
  /** Interpreter variables of a record while it waits in the ring. */
  readonly recordJsvars: number;
}

export interface SiteCosts extends Costs, Pick<LogSite, "level" | "facility" | "format" | "file" | "line"> {}

/** On the wire and in the ring that of an average record, all else in total. */
export interface FacilityCosts extends Costs {
  readonly facility: string;
  readonly calls: number;
}

export interface BuildStats {
  readonly sites: readonly SiteCosts[];
  readonly facilities: readonly FacilityCosts[];
  /** What is in flash besides: the firmware, and the application but for its log calls. */
  readonly otherFlashBytes: number;
}

export function buildStats(bundle: FirmwareBundle): BuildStats {
  const { logSites, bytes } = bundle.manifest;
  const flash = flashBytes(bundle);
  const sites = logSites.map((site, index) => ({
    ...described(site),
    textBytes: textBytes(site),
    tokenBytes: tokenBytes(site),
    flashBytes: flash[index] ?? 0,
    jsvars: siteJsvars,
    recordJsvars: recordJsvars(site),
  }));
  return { sites, facilities: facilitiesOf(sites), otherFlashBytes: bytes - sum(flash) };
}

const described = ({ level, facility, format, file, line }: LogSite) => ({
  level,
  facility,
  format,
  file,
  line,
});

function facilitiesOf(sites: readonly SiteCosts[]): FacilityCosts[] {
  const names = [...new Set(sites.map(({ facility }) => facility))].sort();
  return names.map((facility) => {
    const its = sites.filter((site) => site.facility === facility);
    const total = (cost: keyof Costs) => sum(its.map((site) => site[cost]));
    const mean = (cost: keyof Costs) => Math.round(total(cost) / its.length);
    return {
      facility,
      calls: its.length,
      textBytes: mean("textBytes"),
      tokenBytes: mean("tokenBytes"),
      flashBytes: total("flashBytes"),
      jsvars: total("jsvars"),
      recordJsvars: mean("recordJsvars"),
    };
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
