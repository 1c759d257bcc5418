import type { EndingOptions } from "../monitor/ending.ts";
import type { FilterOptions } from "../monitor/filter.ts";
import type { TimeColumn } from "../monitor/render.ts";
import type { Option, Options } from "./command.ts";
import { parseCount } from "./parse-count.ts";
import { parseDuration } from "./parse-duration.ts";
import { parseLevels } from "./parse-levels.ts";
import { parsePattern } from "./parse-pattern.ts";
import { parseSince } from "./parse-since.ts";
import { parseSize } from "./parse-size.ts";
import { parseTimes } from "./parse-times.ts";

/** The options of every command that shows what boards say. */
export const watchOptions: readonly Option[] = [
  { flags: "--until <regexp>", summary: "end when what a board says matches", parse: parsePattern },
  { flags: "--fail <regexp>", summary: "end with exit code 3 when it matches this", parse: parsePattern },
  { flags: "--timeout <time>", summary: "end after this long: 500ms, 10s, 2m", parse: parseDuration },
  { flags: "--count <n>", summary: "end when so many lines were shown", parse: parseCount },
  {
    flags: "--level <levels>",
    summary: "show records of this level and worse: warn, or net=debug,*=warn",
    parse: parseLevels,
  },
  {
    flags: "--facility <names>",
    summary: "show records of these facilities: net,storm",
    parse: (text) => text.split(","),
  },
  { flags: "--grep <regexp>", summary: "show what matches", parse: parsePattern },
  {
    flags: "--since <time>",
    summary: "show records from 90s after boot on, or from 2026-11-23T08:00 on",
    parse: parseSince,
  },
  {
    flags: "--time <columns>",
    summary: "times to show: some of host,device,delta, or none (default: device)",
    parse: parseTimes,
  },
  { flags: "--save <file>", summary: "write everything to a file too, as JSON if it ends in .jsonl" },
  {
    flags: "--save-size <size>",
    summary: "put the file aside at this size (default: 10M)",
    parse: parseSize,
  },
  { flags: "--save-files <n>", summary: "how many to keep of those (default: 9)", parse: parseCount },
  { flags: "--json", summary: "print one JSON object per line: schemas/monitor-line.schema.json" },
];

/** What commander makes of them. */
export interface WatchOptions extends Options, EndingOptions {
  readonly timeout?: number;
  readonly level?: FilterOptions["levels"];
  readonly facility?: FilterOptions["facilities"];
  readonly grep?: RegExp;
  readonly since?: FilterOptions["since"];
  readonly time?: readonly TimeColumn[];
  readonly save?: string;
  readonly saveSize?: number;
  readonly saveFiles?: number;
  readonly json?: boolean;
}
