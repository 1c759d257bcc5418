/**
 * A UART that is written directly, as on the RP2040: the chip's flag register says when the FIFO is empty or full, and
 * corrects the reckoning at every slice.
 *
 * Source: RP2040 datasheet, section 4.2.8, UARTFR of the PL011.
 */
import type { RoomIn } from "./room.ts";

const FIFO_EMPTY = 0x80;
const FIFO_FULL = 0x20;

export const fifoRoom: RoomIn<"fifo"> = (
  device,
  { now, peek32: readRegister },
  { depth, flagsAddress },
  charsPerSecond,
  patience,
) => {
  const charsMax = depth + patience;
  /** Time in characters of the line, at which no room would be left: each one handed over moves it on by one. */
  let fullAt = 0;
  return (text, offset, count) => {
    let room = now() * charsPerSecond - fullAt;
    if (room > charsMax) (fullAt += room - charsMax), (room = charsMax);
    if (room < count) count = room | 0;
    if (count < 1 || readRegister(flagsAddress) & FIFO_FULL) return refused();
    fullAt += count;
    device.write(text.substr(offset, count));
    return count;
  };

  /** An empty buffer without room is a clock that was set back. */
  function refused(): number {
    if (readRegister(flagsAddress) & FIFO_EMPTY) fullAt = -charsMax;
    return 0;
  }
};
