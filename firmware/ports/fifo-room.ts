/**
 * A UART that is written directly, as on the RP2040: the chip's flag register says when the FIFO is empty or full, and
 * corrects the reckoning at every slice.
 *
 * Source: RP2040 datasheet, section 4.2.8, UARTFR of the PL011.
 */
import type { RoomIn } from "./room.ts";

const FIFO_EMPTY = 0x80;
const FIFO_FULL = 0x20;

export const fifoRoom: RoomIn<"fifo"> = (platform, { depth, flagsAddress }, charsPerSecond, patience) => {
  let emptyTime = 0;
  return (now, wanted) => {
    const flags = platform.peek32(flagsAddress);
    if (flags & FIFO_FULL) return 0;
    if (flags & FIFO_EMPTY || emptyTime < now) emptyTime = now;
    const room = (depth + patience - (emptyTime - now) * charsPerSecond) | 0;
    const count = room < wanted ? room : wanted;
    emptyTime += count / charsPerSecond;
    return count;
  };
};
