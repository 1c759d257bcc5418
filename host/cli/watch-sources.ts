import pc from "picocolors";
import { backpressure } from "../monitor/backpressure.ts";
import { ending, type Verdict } from "../monitor/ending.ts";
import { itemFilter } from "../monitor/filter.ts";
import type { Arrival } from "../monitor/item.ts";
import { renderArrivalJson, textRenderer } from "../monitor/render.ts";
import { Screen } from "../monitor/screen.ts";
import { type Source, watch } from "../monitor/watch.ts";
import type { Output } from "./command.ts";
import { countNotReached, failureSeen, patternNotSeen } from "./errors.ts";
import { openLogFile } from "./open-log-file.ts";
import type { WatchOptions } from "./watch-options.ts";

/** A watch that is under way. */
export interface Watching<S extends Source> {
  readonly sources: readonly S[];
  readonly screen: Screen;
  /** Follows the watch's end. */
  readonly signal: AbortSignal;
  /** Ends the watch as the user's wish. */
  end(): void;
}

/**
 * Shows what boards say until a line matches, the time is up, or the user has seen enough.
 *
 * @param sourcesOf - makes them; the signal ends them.
 * @param hasPorts - whether lines say where they come from.
 * @param whenWatching - is called once the sources are listened to, and what it returns when that is over.
 * @throws CliError `NOT_SEEN` when the time is up too early, `FAILURE_SEEN`, `LOG_FILE_FAILED`, or what ended a source.
 */
export async function watchSources<S extends Source>(
  sourcesOf: (signal: AbortSignal) => readonly S[],
  hasPorts: boolean,
  options: WatchOptions,
  output: Output,
  whenWatching: (watching: Watching<S>) => () => void = () => () => {},
): Promise<void> {
  const end = new Ending(options.timeout);
  const signal = AbortSignal.any([output.signal, end.signal]);
  const sources = sourcesOf(signal);
  const isShown = itemFilter({ ...options, levels: options.level, facilities: options.facility });
  const screen = new Screen({
    isShown,
    render: screenRenderer(options, output, hasPorts),
    print: output.print,
  });
  const onBacklog = backpressure(sources);
  output.reader?.onBacklog(onBacklog);
  const file = openLogFile(options, hasPorts, { onBacklog, onError: (error) => end.fail(error) });
  const stop = whenWatching({ sources, screen, signal, end: () => end.now() });
  try {
    const verdict = await watch(sources, {
      sinks: [(arrival) => screen.show(arrival), file.take],
      judge: ending(options, isShown),
      end: () => end.now(),
    });
    await file.close();
    if (end.isTimeUp) output.reader?.hurry();
    if (end.failure !== undefined) throw end.failure;
    conclude(verdict, options, end.isTimeUp);
  } finally {
    stop();
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

function conclude(verdict: Verdict | undefined, options: WatchOptions, isTimeUp: boolean): void {
  const { until, fail, count, timeout } = options;
  if (verdict === "failed" && fail !== undefined) throw failureSeen(fail);
  if (verdict !== undefined || !isTimeUp || timeout === undefined) return;
  if (until !== undefined) throw patternNotSeen(until, timeout);
  if (count !== undefined) throw countNotReached(count, timeout);
}
