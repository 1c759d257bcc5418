import pc from "picocolors";
import type { Port } from "../link/port.ts";
import { ending, type Verdict } from "../monitor/ending.ts";
import { itemFilter } from "../monitor/filter.ts";
import type { Arrival } from "../monitor/item.ts";
import { ItemSource, type ItemSourceOptions } from "../monitor/item-source.ts";
import { LogFile } from "../monitor/log-file.ts";
import { renderArrivalJson, textRenderer } from "../monitor/render.ts";
import { Screen } from "../monitor/screen.ts";
import { type Source, watch } from "../monitor/watch.ts";
import type { Output } from "./command.ts";
import { countNotReached, failureSeen, patternNotSeen } from "./errors.ts";
import type { WatchOptions } from "./watch-options.ts";

/** An open port, how to open it again, and how to read it. */
export interface WatchedPort extends Pick<ItemSourceOptions, "reopen" | "decoder"> {
  readonly port: Port;
}

/**
 * Shows what boards say until a line matches, the time is up, or the user has seen enough. It listens from the moment it
 * is called.
 *
 * @throws CliError `NOT_SEEN` when the time is up too early, `FAILURE_SEEN`, `LOG_FILE_FAILED`, or what ended a port.
 */
export function watchPorts(
  watched: readonly WatchedPort[],
  options: WatchOptions,
  output: Output,
): Promise<void> {
  const sourcesOf = (signal: AbortSignal): Source[] =>
    watched.map(({ port, ...rest }) => new ItemSource(port, { ...rest, signal }));
  return watchSources(sourcesOf, watched.length > 1, options, output);
}

/**
 * The same for other sources.
 *
 * @param sourcesOf - makes them; the signal ends them.
 * @param hasPorts - whether lines say where they come from.
 */
export async function watchSources(
  sourcesOf: (signal: AbortSignal) => readonly Source[],
  hasPorts: boolean,
  options: WatchOptions,
  output: Output,
): Promise<void> {
  const end = new Ending(options.timeout);
  const sources = sourcesOf(AbortSignal.any([output.signal, end.signal]));
  const isShown = itemFilter({ ...options, levels: options.level, facilities: options.facility });
  const screen = new Screen({
    isShown,
    render: screenRenderer(options, output, hasPorts),
    print: output.print,
  });
  const file = openLogFile(options, sources, hasPorts, end);
  try {
    const verdict = await watch(sources, {
      sinks: [(arrival) => screen.show(arrival), file.take],
      judge: ending(options, isShown),
      end: () => end.now(),
    });
    await file.close();
    if (end.failure !== undefined) throw end.failure;
    conclude(verdict, options, end.isTimeUp);
  } finally {
    end.now();
    await file.close();
  }
}

/** How a watch comes to its end from this side of the ports. */
class Ending {
  readonly signal: AbortSignal;
  isTimeUp = false;
  failure: Error | undefined;
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(timeoutMs: number | undefined) {
    this.signal = this.controller.signal;
    if (timeoutMs !== undefined)
      this.timer = setTimeout(() => {
        this.isTimeUp = true;
        this.now();
      }, timeoutMs);
  }

  now(): void {
    clearTimeout(this.timer);
    this.controller.abort();
  }

  fail(error: Error): void {
    this.failure ??= error;
    this.now();
  }
}

type Render = (arrival: Arrival) => string;

function screenRenderer({ json, time }: WatchOptions, output: Output, hasPorts: boolean): Render {
  if (json) return renderArrivalJson;
  return textRenderer({
    hasColours: output.isTerminal && pc.isColorSupported,
    times: time ?? ["device"],
    hasPorts,
  });
}

/** 100 MB with the nine that are put aside. */
const saveSizeBytes = 10 * 1024 ** 2;
const saveFilesMax = 9;

/** Everything goes into the file, in one order, whatever the screen leaves out. */
function openLogFile(
  { save, saveSize, saveFiles }: WatchOptions,
  sources: readonly Source[],
  hasPorts: boolean,
  end: Ending,
) {
  if (save === undefined) return { take: () => {}, close: async () => {} };
  const file = new LogFile(save, {
    sizeBytes: saveSize ?? saveSizeBytes,
    filesMax: saveFiles ?? saveFilesMax,
    onError: (error) => end.fail(error),
    onBacklog: (isTooMuch) => {
      for (const source of sources) isTooMuch ? source.pause() : source.resume();
    },
  });
  const render = /\.(json|jsonl|ndjson)$/.test(save)
    ? renderArrivalJson
    : textRenderer({ hasColours: false, times: ["host", "device"], hasPorts });
  return { take: (arrival: Arrival) => file.write(render(arrival)), close: () => file.close() };
}

function conclude(verdict: Verdict | undefined, options: WatchOptions, isTimeUp: boolean): void {
  const { until, fail, count, timeout } = options;
  if (verdict === "failed" && fail !== undefined) throw failureSeen(fail);
  if (verdict !== undefined || !isTimeUp || timeout === undefined) return;
  if (until !== undefined) throw patternNotSeen(until, timeout);
  if (count !== undefined) throw countNotReached(count, timeout);
}
