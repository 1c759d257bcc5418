/**
 * Machine code that makes lines of the event ring's slots, in the pump's interrupt, so that JavaScript never sees them again:
 * frames of tokens (`frames.ts`) or text (`lines.ts`).
 */
import { IRQ, type MachineCode, type Platform } from "../platform/platform.ts";
import { type Site, TEXT } from "../printk/record.ts";
import { setText } from "./byte-ring.ts";
import type { Moment } from "./counter.ts";
import type { EventRing } from "./event-ring.ts";

export interface LineMaker {
  /** What the pump calls. */
  readonly maker: number;
  /** Says what log calls say, where lines have that in them. Context: task, once, when all sites have their names. */
  nameSites?(): void;
  /** Says what the edges of a watch are called, before they are stored. Context: task. */
  nameEdges(index: number, edges: NamedEdges): void;
  /**
   * Says what time it is, at least every half hour: the counter runs over after 71 minutes. Context: task; the events are JavaScript's.
   *
   * @param bootTime - when the seconds since boot began, in the counter's unit.
   */
  setClock(moment: Moment, bootTime: number): void;
}

/** Of records of a falling and of a rising edge; the value tells which it was. */
export type EdgeSites = readonly [falls: Site, rises: Site];

/** What a watched pin's edges are called. */
export interface NamedEdges {
  readonly says: EdgeSites;
  /** Both unless given. */
  readonly wanted?: "rising" | "falling" | "both";
}

/** What the counter counts in a second where lines can be made: they tell microseconds. */
export const LINE_CLOCK_HZ = 1e6;

/** @param events - whose times are by a counter of `LINE_CLOCK_HZ`. */
export type CreateLineMaker = (platform: Platform, events: EventRing) => LineMaker;

/** Less may not lie in one piece. Source: Espruino's `JSV_FLAT_STRING_BREAK_EVEN`, which is 24 with variables of 16 bytes. */
const PIECE_BYTES_MIN = 64;

/**
 * Puts a text, with a 0 behind it, where machine code finds it.
 *
 * @param keepers - what is in there keeps its place.
 * @param offset - bytes left free before it.
 */
export function placeText(
  platform: Platform,
  keepers: ArrayBuffer[],
  text: string,
  offset: number,
): { buffer: ArrayBuffer; address: number } {
  const bytes = Math.max(PIECE_BYTES_MIN, (offset + text.length + 4) & ~3);
  const memory = (platform.machine as MachineCode).load("", bytes);
  keepers.push(memory.buffer);
  setText(new Uint8Array(memory.buffer), text, offset);
  return memory;
}

/** Puts two texts there in one piece, and writes down where each is: 0 for one that is "". */
export function placeTwo(
  platform: Platform,
  keepers: ArrayBuffer[],
  addresses: Uint32Array,
  falls: string,
  rises: string,
): void {
  const { address } = placeText(platform, keepers, falls + "\0" + rises, 0);
  addresses[0] = falls ? address : 0;
  addresses[1] = rises ? address + falls.length + 1 : 0;
}

/** What the wire makes of an edge, "" where nobody wants to know. */
export function edgeText({ says, wanted }: NamedEdges, isHigh: number): string {
  const site = says[isHigh] as Site;
  return wanted === (isHigh ? "falling" : "rising") ? "" : site[TEXT]([0, 0, IRQ, site, isHigh]);
}
