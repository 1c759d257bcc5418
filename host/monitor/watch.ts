import type { Verdict } from "./ending.ts";
import type { Arrival } from "./item.ts";
import type { ItemSource } from "./item-source.ts";

/** Where arrivals come from: a board's port, or somebody who passes on what boards say. */
export type Source = Pick<ItemSource, "onArrival" | "run" | "pause" | "resume">;

export interface WatchOptions {
  /** Each is handed every arrival, in order. */
  readonly sinks: readonly ((arrival: Arrival) => void)[];
  /** Ends the watch by an answer. */
  readonly judge: (arrival: Arrival) => Verdict | undefined;
  /** Ends the sources: their signal follows it. */
  readonly end: () => void;
}

/**
 * Watches sources until a verdict is given or their signal ends them all.
 *
 * @returns the verdict, if any: nothing that comes after it is handed on.
 * @throws the reason for which one of the sources could not go on; the others are ended.
 */
export async function watch(
  sources: readonly Source[],
  { sinks, judge, end }: WatchOptions,
): Promise<Verdict | undefined> {
  let verdict: Verdict | undefined;
  for (const source of sources)
    source.onArrival((arrival) => {
      if (verdict !== undefined) return;
      for (const sink of sinks) sink(arrival);
      verdict = judge(arrival);
      if (verdict !== undefined) end();
    });
  const runs = sources.map((source) => source.run().catch(failing(end)));
  const failure = (await Promise.all(runs)).find((error) => error !== undefined);
  if (failure !== undefined) throw failure;
  return verdict;
}

/** Keeps an error until all have ended. */
function failing(end: () => void): (error: Error) => Error {
  return (error) => {
    end();
    return error;
  };
}
