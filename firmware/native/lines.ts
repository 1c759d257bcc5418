/**
 * Records as text that JavaScript never sees: machine code (`lines.s`) makes lines of the event ring's slots, in the pump's
 * interrupt. They are what `text-wire.ts` would make of them.
 *
 * A message, with its facility in front, is a format of printable ASCII. Its conversions are `%d`, `%s` (both of an integer),
 * `%u`, `%x`, `%01x` to `%08x`, and `%%`.
 */
import type { MachineCode, Platform } from "../platform/platform.ts";
import { FACILITY } from "../printk/record.ts";
import { type EventRing, WATCHES_MAX } from "./event-ring.ts";
import { edgeText, type LineMaker, type NamedEdges, placeText, placeTwo } from "./line-maker.ts";
import { LINES_BYTES, LINES_CODE, LINES_LINE } from "./lines-code.ts";
import { messages } from "./log-ints.ts";

/** More would be too much for the pump's ring. */
export const LINE_MESSAGE_CHARS_MAX = 160;

/** Behind the event ring's. A second since boot, and where the counter was when it began. */
const SECOND = 4;
const SECOND_COUNT = 5;
/** The address of the addresses of the sites' messages. Words 7 to 9 are the machine code's own. */
const SITES_ADDRESS = 6;
/** From the highest place down to the last: those of ten, and those of 16 behind them. Literals: to reckon takes 5 ms of an RP2040. */
const POWERS = 10;
const POWER_VALUES = [
  1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1000, 100, 10, 1, 0x10000000, 0x1000000, 0x100000, 0x10000, 0x1000, 0x100, 16,
  1,
];
/** The addresses of what to say of the edges, two for each watch: falls, rises; 0 where nobody wants to know. */
const EDGES = 28;
const WORDS = EDGES + 2 * WATCHES_MAX;

const US_PER_SECOND = 1e6;

/** For `nativeRing({ lines: textLines })`; see `CreateLineMaker`. Context: task. */
export function textLines(platform: Platform, events: EventRing): LineMaker {
  const memory = (platform.machine as MachineCode).load(LINES_CODE, 4 * WORDS);
  const words = new Uint32Array(memory.buffer, LINES_BYTES);
  const keepers: ArrayBuffer[] = [];
  words.set(events.forMakers);
  words.set(POWER_VALUES, POWERS);
  return {
    // An odd address means Thumb.
    maker: memory.address + LINES_LINE + 1,
    nameSites() {
      const tableBytes = 4 * messages.length;
      const { buffer, address } = placeText(platform, keepers, messages.join("\0"), tableBytes);
      words[SITES_ADDRESS] = address;
      putAddresses(new Uint32Array(buffer, 0, messages.length), address + tableBytes);
    },
    nameEdges(index, edges) {
      const addresses = words.subarray(EDGES + 2 * index);
      placeTwo(platform, keepers, addresses, formatOf(edges, 0), formatOf(edges, 1));
    },
    setClock({ count, time }, bootTime) {
      const us = Math.round(time - bootTime);
      words[SECOND] = us / US_PER_SECOND;
      words[SECOND_COUNT] = count - (us % US_PER_SECOND);
    },
  };
}

/** @returns nothing where nobody wants to know. */
function formatOf(edges: NamedEdges, isHigh: number): string {
  const text = edgeText(edges, isHigh);
  return text && edges.says[0][FACILITY] + ": " + (text.indexOf("%") < 0 ? text : text.split("%").join("%%"));
}

/** @param at - where the messages begin, with a 0 between them. Not all numbers have one. */
function putAddresses(addresses: Uint32Array, at: number): void {
  for (let site = 0; site < addresses.length; site++) {
    addresses[site] = at;
    at += (messages[site] || "").length + 1;
  }
}
