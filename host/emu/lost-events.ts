import type { EmulatedPico } from "./emulated-pico.ts";

/** Bytes that found the receive FIFO full, and edges that came before the last one was taken notice of. */
export function lostEvents({ uarts, pins }: EmulatedPico): number {
  const overruns = uarts.reduce((sum, { stats }) => sum + stats.overruns, 0);
  return pins.reduce((sum, { lostEdges }) => sum + lostEdges, overruns);
}
