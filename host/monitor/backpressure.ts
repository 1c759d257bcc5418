import type { Source } from "./watch.ts";

/**
 * Holds boards back for as long as anybody who takes what they say is too far behind.
 *
 * @returns what each taker calls: with true when too much waits for it, and then with false when all is taken.
 */
export function backpressure(sources: readonly Pick<Source, "pause" | "resume">[]) {
  let takersBehind = 0;
  return function setBacklog(isTooMuch: boolean): void {
    takersBehind += isTooMuch ? 1 : -1;
    for (const source of sources) takersBehind > 0 ? source.pause() : source.resume();
  };
}
