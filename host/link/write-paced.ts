import { setTimeout as sleep } from "node:timers/promises";
import type { Port } from "./port.ts";

/**
 * How much is written at once, and how long lies between two writes. An RP2040 polls its receiver's 32 bytes from the
 * idle loop, every 5 ms at worst: at 115200 it loses bytes that come without a pause, and none that come like this.
 *
 * Source: Espruino 2v29 targets/rp2xxx/jshardware.c; tried on an emulated RP2040.
 */
export const pieceBytes = 24;
const pauseMs = 8;

/** Writes no faster than the slowest board reads on a line without flow control. */
export async function writePaced(port: Pick<Port, "write">, data: Uint8Array): Promise<void> {
  for (let offset = 0; offset < data.length; offset += pieceBytes) {
    await port.write(data.subarray(offset, offset + pieceBytes));
    await sleep(pauseMs);
  }
}
