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
const POWERS_OF_10 = 9;
const POWERS_OF_16 = 19;
/** The addresses of what to say of the edges, two for each watch: falls, rises; 0 where nobody wants to know. */
const EDGES = 27;

const WORDS = EDGES + 2 * WATCHES_MAX;

const DECIMAL_PLACES = 10;
const HEXADECIMAL_PLACES = 8;
const US_PER_SECOND = 1e6;

/** For `nativeRing({ lines: textLines })`; see `CreateLineMaker`. Context: task. */
export function textLines(platform: Platform, eventsAddress: number): LineMaker {
  const memory = (platform.machine as MachineCode).load(LINES_CODE, 4 * WORDS);
  const words = new Uint32Array(memory.buffer, LINES_BYTES);
  const keepers: ArrayBuffer[] = [];
  words[EVENTS_ADDRESS] = eventsAddress;
  putPowers(words, POWERS_OF_10, DECIMAL_PLACES, 10);
  putPowers(words, POWERS_OF_16, HEXADECIMAL_PLACES, 16);
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

/** From the highest place down to the last, whose power is 1. */
function putPowers(words: Uint32Array, at: number, places: number, base: number): void {
  for (let power = 1; places--; power *= base) words[at + places] = power;
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
