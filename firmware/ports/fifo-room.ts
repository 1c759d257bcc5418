/**
 * A UART that is written directly, as on the RP2040: the chip's flag register says when the FIFO is empty or full, and
 * corrects the reckoning at every slice.
 *
 * Source: RP2040 datasheet, section 4.2.8, UARTFR of the PL011.
 */
import { fill, type Reckoning, type RoomIn, reckon } from "./room.ts";

const FIFO_EMPTY = 0x80;
const FIFO_FULL = 0x20;

export const fifoRoom: RoomIn<"fifo"> = (platform, { depth, flagsAddress }, charsPerSecond) => {
  const reckoning: Reckoning = { emptyTime: 0 };
  return {
    left(now) {
      const flags = platform.peek32(flagsAddress);
      if (flags & FIFO_EMPTY) reckoning.emptyTime = now;
      return flags & FIFO_FULL ? 0 : reckon(reckoning, depth, charsPerSecond, now);
    },
    took: (count, now) => fill(reckoning, count, charsPerSecond, now),
  };
};
