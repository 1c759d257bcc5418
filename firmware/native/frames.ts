/**
 * Records in tokens that JavaScript never sees: machine code (`frames.s`) makes lines of the event ring's slots, in the pump's
 * interrupt. They count by themselves, and tell their times from each other's, so that the lines of JavaScript's records,
 * which come in between, can do the same; the markers tell them apart.
 */
import type { MachineCode, Platform } from "../platform/platform.ts";
import { type EventRing, WATCHES_MAX } from "./event-ring.ts";
import { FRAMES_BYTES, FRAMES_CODE, FRAMES_FRAME } from "./frames-code.ts";
import { edgeText, type LineMaker, placeTwo } from "./line-maker.ts";

/** Behind the event ring's. 1 if the last frame, whose time word 4 is, may be too long ago: the next tells its time in full. */
const IS_SYNC_DUE = 5;
/** A moment by the counter, and by the microseconds since boot: their lower word, and the upper one. */
const BASE_COUNT = 6;
const BASE_LOW = 7;
const BASE_HIGH = 8;
const POLYNOMIAL = 9;
/** What to say of the edges, two addresses for each watch: falls, rises; 0 where nobody wants to know. */
const EDGES = 10;
/** Of the machine code's own, behind the edges. */
const OWN_WORDS = 3;
const WORDS = EDGES + 2 * WATCHES_MAX + OWN_WORDS;

/** Source: IEEE 802.3, the polynomial of zlib's CRC-32 with its bits reversed. */
const CRC_32 = 0xedb88320;
const WORD_RANGE = 0x100000000;

/** See `CreateLineMaker`. */
export function createFrames(platform: Platform, events: EventRing): LineMaker {
  const memory = (platform.machine as MachineCode).load(FRAMES_CODE, 4 * WORDS);
  const words = new Uint32Array(memory.buffer, FRAMES_BYTES);
  const keepers: ArrayBuffer[] = [];
  words.set(events.forMakers);
  words[POLYNOMIAL] = CRC_32;
  return {
    // An odd address means Thumb.
    maker: memory.address + FRAMES_FRAME + 1,
    nameEdges(index, edges) {
      const addresses = words.subarray(EDGES + 2 * index);
      placeTwo(platform, keepers, addresses, edgeText(edges, 0), edgeText(edges, 1));
    },
    setClock({ count, time }, bootTime) {
      const us = Math.round(time - bootTime);
      words[BASE_COUNT] = count;
      words[BASE_LOW] = us % WORD_RANGE;
      words[BASE_HIGH] = us / WORD_RANGE;
      words[IS_SYNC_DUE] = 1;
    },
  };
}
