import { type Arrival, plainText } from "./item.ts";

/** Why a watch ended of its own accord. */
export type Verdict = "seen" | "failed" | "counted";

export interface EndingOptions {
  /** Ends the watch well when what a board says matches. */
  readonly until?: RegExp;
  /** Ends it badly. It goes before `until` where both match. */
  readonly fail?: RegExp;
  /** Ends it when so many items were shown. */
  readonly count?: number;
}

/**
 * Judges arrivals one after the other. Events of the host's own are nothing that a board says.
 *
 * @param isShown - whether a filter lets the arrival through; the patterns look at all, the count at what is shown.
 * @returns a function of each arrival, with the verdict once there is one.
 */
export function ending(
  { until, fail, count }: EndingOptions,
  isShown: (arrival: Arrival) => boolean,
): (arrival: Arrival) => Verdict | undefined {
  let shown = 0;
  return (arrival) => {
    if (arrival.item.kind === "event") return undefined;
    const text = plainText(arrival.item);
    if (fail?.test(text)) return "failed";
    if (until?.test(text)) return "seen";
    if (isShown(arrival)) shown++;
    return shown === count ? "counted" : undefined;
  };
}
