import type { Arrival } from "../monitor/item.ts";
import { LogFile, type LogFileOptions } from "../monitor/log-file.ts";
import { renderArrivalJson, textRenderer } from "../monitor/render.ts";
import type { WatchOptions } from "./watch-options.ts";

/** 100 MB with the nine that are put aside. */
const saveSizeBytes = 10 * 1024 ** 2;
const saveFilesMax = 9;

/** Opens the file of `--save`, if there is one. Everything goes into it, in one order, whatever the screen leaves out. */
export function openLogFile(
  { save, saveSize, saveFiles }: WatchOptions,
  hasPorts: boolean,
  { onBacklog, onError }: Pick<LogFileOptions, "onBacklog" | "onError">,
) {
  if (save === undefined) return { take: () => {}, close: async () => {} };
  const file = new LogFile(save, {
    sizeBytes: saveSize ?? saveSizeBytes,
    filesMax: saveFiles ?? saveFilesMax,
    onBacklog,
    onError,
  });
  const render = /\.(json|jsonl|ndjson)$/.test(save)
    ? renderArrivalJson
    : textRenderer({ hasColours: false, times: ["host", "device"], hasPorts });
  return { take: (arrival: Arrival) => file.write(render(arrival)), close: () => file.close() };
}
