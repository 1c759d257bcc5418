import type { Port } from "../link/port.ts";
import { renderJson, renderText } from "../monitor/render.ts";
import { watch } from "../monitor/watch.ts";
import type { Option, Options, Output } from "./command.ts";
import { patternNotSeen } from "./errors.ts";
import { parseDuration } from "./parse-duration.ts";
import { parsePattern } from "./parse-pattern.ts";

/** The options of every command that shows what a board says. */
export const watchOptions: readonly Option[] = [
  { flags: "--until <regexp>", summary: "end when a line matches", parse: parsePattern },
  { flags: "--timeout <time>", summary: "end after this long: 500ms, 10s, 2m", parse: parseDuration },
  { flags: "--json", summary: "print one JSON object per record or line of text" },
];

export interface WatchPortOptions extends Options {
  readonly until?: RegExp;
  readonly timeout?: number;
  readonly json?: boolean;
}

/**
 * Shows what a board says until a line matches, the time is up, or the user has seen enough.
 *
 * @param reopen - opens the port again after it has vanished.
 * @throws CliError `NOT_SEEN` when the time is up and no line has matched.
 */
export async function watchPort(
  port: Port,
  { until, timeout, json }: WatchPortOptions,
  output: Output,
  reopen?: () => Promise<Port>,
): Promise<void> {
  const render = json ? renderJson : renderText;
  const clock = new AbortController();
  const timer = timeout === undefined ? undefined : setTimeout(() => clock.abort(), timeout);
  try {
    const hasMatched = await watch(port, {
      until,
      reopen,
      signal: AbortSignal.any([output.signal, clock.signal]),
      onItem: (item) => output.print(render(item, output.isTerminal)),
      onNote: output.note,
    });
    if (until !== undefined && timeout !== undefined && !hasMatched && !output.signal.aborted)
      throw patternNotSeen(until, timeout);
  } finally {
    clearTimeout(timer);
  }
}
