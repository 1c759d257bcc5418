/**
 * Records in tokens that JavaScript never sees: machine code (`frames.s`) makes lines of the event ring's slots, in the pump's
 * interrupt. They count by themselves, and tell their times from each other's, so that the lines of JavaScript's records,
 * which come in between, can do the same; the markers tell them apart.
 */
import type { MachineCode, Platform } from "../platform/platform.ts";
import { WATCHES_MAX } from "./event-ring.ts";
import { FRAMES_BYTES, FRAMES_CODE, FRAMES_FRAME } from "./frames-code.ts";
import { edgeText, type LineMaker, placeTwo } from "./line-maker.ts";

/** 1 while events are machine code's, 0 while they are JavaScript's. */
const IS_ON = 0;
const EVENTS_ADDRESS = 1;
/** Frames made, modulo 2^32. */
const COUNT = 2;
/** 1 if the last frame may be too long ago, so that the next has to tell its time in full. Word 3 is the last one's. */
const IS_SYNC_DUE = 4;
/** A moment by the counter, and by the microseconds since boot: their lower word, and the upper one. */
const BASE_COUNT = 5;
const BASE_LOW = 6;
const BASE_HIGH = 7;
const POLYNOMIAL = 8;
/** What to say of the edges, two addresses for each watch: falls, rises; 0 where nobody wants to know. */
const EDGES = 9;
/** Of the machine code's own, behind the edges. */
const OWN_WORDS = 3;
/** A slot for what to say of losses: time, what, how many, and that again until it is out. */
const LOSSES = EDGES + 2 * WATCHES_MAX + OWN_WORDS;
const TOLD = LOSSES + 4;
/** The word behind it is the machine code's own. */
const WORDS = TOLD + 2;

/** Source: IEEE 802.3, the polynomial of zlib's CRC-32 with its bits reversed. */
const CRC_32 = 0xedb88320;
const WORD_RANGE = 0x100000000;

/** See `CreateLineMaker`. */
export function createFrames(platform: Platform, eventsAddress: number): LineMaker {
  const memory = (platform.machine as MachineCode).load(FRAMES_CODE, 4 * WORDS);
  const words = new Uint32Array(memory.buffer, FRAMES_BYTES);
  const keepers: ArrayBuffer[] = [];
  words[EVENTS_ADDRESS] = eventsAddress;
  words[POLYNOMIAL] = CRC_32;
  return {
    // An odd address means Thumb.
    maker: memory.address + FRAMES_FRAME + 1,
    setOn(isOn) {
      words[IS_ON] = isOn ? 1 : 0;
    },
    count: () => platform.peek32(memory.address + FRAMES_BYTES + 4 * COUNT),
    told: words.subarray(TOLD, TOLD + 1),
    tellLosses(what) {
      words[LOSSES + 1] = what;
    },
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
