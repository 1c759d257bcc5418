/** Bytes as one reads them in a debugger. */
import type { Logger } from "./logger.ts";

const BYTES_PER_LINE = 16;

/** Logs `bytes` at level debug, sixteen a record: offset, hexadecimal, text. Context: any. */
export function hexdump(logger: Logger, bytes: ArrayLike<number>): void {
  for (let from = 0; from < bytes.length; from += BYTES_PER_LINE)
    logger.debug("%04x %s", from, lineAt(bytes, from));
}

function lineAt(bytes: ArrayLike<number>, from: number): string {
  let hex = "";
  let text = "";
  for (let i = from; i < from + BYTES_PER_LINE; i++) {
    const byte = bytes[i];
    hex += byte === undefined ? "   " : " " + byte.toString(16).padStart(2, "0");
    if (byte !== undefined) text += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".";
  }
  return hex + "  " + text;
}
