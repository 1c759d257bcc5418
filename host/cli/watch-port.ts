import type { Port } from "../link/port.ts";
import { ending, type Verdict } from "../monitor/ending.ts";
import { ItemSource } from "../monitor/item-source.ts";
import { renderArrivalJson, textRenderer } from "../monitor/render.ts";
import { watch } from "../monitor/watch.ts";
import type { Option, Options, Output } from "./command.ts";
import { failureSeen, patternNotSeen } from "./errors.ts";
import { parseDuration } from "./parse-duration.ts";
import { parsePattern } from "./parse-pattern.ts";

/** The options of every command that shows what a board says. */
export const watchOptions: readonly Option[] = [
  { flags: "--until <regexp>", summary: "end when what the board says matches", parse: parsePattern },
  { flags: "--fail <regexp>", summary: "end with exit code 3 when it matches this", parse: parsePattern },
  { flags: "--timeout <time>", summary: "end after this long: 500ms, 10s, 2m", parse: parseDuration },
  { flags: "--json", summary: "print one JSON object per record or line of text" },
];

export interface WatchPortOptions extends Options {
  readonly until?: RegExp;
  readonly fail?: RegExp;
  readonly timeout?: number;
  readonly json?: boolean;
}

/**
 * Shows what a board says until a line matches, the time is up, or the user has seen enough.
 *
 * @param reopen - opens the port again after it has vanished.
 * @throws CliError `NOT_SEEN` when the time is up and no line has matched, `FAILURE_SEEN`, or what ended the port.
 */
export async function watchPort(
  port: Port,
  options: WatchPortOptions,
  output: Output,
  reopen?: () => Promise<Port>,
): Promise<void> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  const timer = options.timeout === undefined ? undefined : setTimeout(end, options.timeout);
  const signal = AbortSignal.any([output.signal, ended.signal]);
  const render = options.json
    ? renderArrivalJson
    : textRenderer({ hasColours: output.isTerminal, times: ["device"], hasPorts: false });
  try {
    const verdict = await watch([new ItemSource(port, { reopen, signal })], {
      sinks: [(arrival) => output.print(render(arrival))],
      judge: ending(options, () => true),
      end,
    });
    if (!output.signal.aborted) conclude(verdict, options);
  } finally {
    clearTimeout(timer);
  }
}

function conclude(verdict: Verdict | undefined, { until, fail, timeout }: WatchPortOptions): void {
  if (verdict === "failed" && fail !== undefined) throw failureSeen(fail);
  if (verdict === undefined && until !== undefined && timeout !== undefined)
    throw patternNotSeen(until, timeout);
}
