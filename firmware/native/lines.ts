/**
 * Records as text that JavaScript never sees: machine code (`lines.s`) makes lines of the event ring's slots, in the pump's
 * interrupt. They are what `text-wire.ts` would make of them.
 *
 * A message, with its facility in front, is a format of printable ASCII. Its conversions are `%d`, `%s` (both of an integer),
 * `%u`, `%x`, `%01x` to `%08x`, and `%%`.
 */
import type { MachineCode, Platform } from "../platform/platform.ts";
import { FACILITY } from "../printk/record.ts";
import { setText } from "./byte-ring.ts";
import { WATCHES_MAX } from "./event-ring.ts";
import { edgeText, type LineMaker, type NamedEdges, pieceBytes, placeText } from "./line-maker.ts";
import { LINES_BYTES, LINES_CODE, LINES_LINE } from "./lines-code.ts";
import { messages } from "./log-ints.ts";

/** More would be too much for the pump's ring. */
export const LINE_MESSAGE_CHARS_MAX = 160;

/** 1 while events are machine code's, 0 while they are JavaScript's. */
const IS_ON = 0;
const EVENTS_ADDRESS = 1;
/** Lines made, modulo 2^32. */
const COUNT = 2;
/** A second since boot, and where the counter was when it began. */
const SECOND = 3;
const SECOND_COUNT = 4;
/** The address of the addresses of the sites' messages. Words 6 to 8 are the machine code's own. */
const SITES_ADDRESS = 5;
/** From the highest place down to the last: those of ten, and those of 16 behind them. Literals: to reckon takes 5 ms of an RP2040. */
const POWERS = 9;
const POWER_VALUES = [
  1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1000, 100, 10, 1, 0x10000000, 0x1000000, 0x100000, 0x10000, 0x1000, 0x100, 16,
  1,
];
/** The addresses of what to say of the edges, two for each watch: falls, rises; 0 where nobody wants to know. */
const EDGES = 27;

const WORDS = EDGES + 2 * WATCHES_MAX;

const US_PER_SECOND = 1e6;

/** For `nativeRing({ lines: textLines })`; see `CreateLineMaker`. Context: task. */
export function textLines(platform: Platform, eventsAddress: number): LineMaker {
  const memory = (platform.machine as MachineCode).load(LINES_CODE, 4 * WORDS);
  const words = new Uint32Array(memory.buffer, LINES_BYTES);
  const keepers: ArrayBuffer[] = [];
  words[EVENTS_ADDRESS] = eventsAddress;
  words.set(POWER_VALUES, POWERS);
  return {
    // An odd address means Thumb.
    maker: memory.address + LINES_LINE + 1,
    setOn(isOn) {
      words[IS_ON] = isOn ? 1 : 0;
    },
    count: () => words[COUNT] as number,
    nameSites() {
      const { buffer, address } = (platform.machine as MachineCode).load("", sizeBytesOf(messages));
      keepers.push(buffer);
      words[SITES_ADDRESS] = address;
      putMessages(buffer, address);
    },
    nameEdges(index, edges) {
      words[EDGES + 2 * index] = addressOf(edges, 0);
      words[EDGES + 2 * index + 1] = addressOf(edges, 1);
    },
    setClock({ count, time }, bootTime) {
      const us = Math.round(time - bootTime);
      words[SECOND] = us / US_PER_SECOND;
      words[SECOND_COUNT] = count - (us % US_PER_SECOND);
    },
  };

  function addressOf(edges: NamedEdges, isHigh: number): number {
    const text = edgeText(edges, isHigh);
    return text === undefined
      ? 0
      : placeText(platform, keepers, edges.says[0][FACILITY] + ": " + text.split("%").join("%%"));
  }
}

/** A table of addresses, and texts with a 0 behind each, in whole words. Not all numbers have a text. */
function sizeBytesOf(texts: readonly string[]): number {
  return pieceBytes(texts.reduce((sum, text) => sum + text.length + 1, 4 * texts.length));
}

/** @param buffer - begins at `address`. */
function putMessages(buffer: ArrayBuffer, address: number): void {
  const addresses = new Uint32Array(buffer);
  const bytes = new Uint8Array(buffer);
  let at = 4 * messages.length;
  messages.forEach((message, site) => {
    addresses[site] = address + at;
    setText(bytes, message, at);
    at += message.length + 1;
  });
}
