import { badBaud } from "../bundle/errors.ts";

/** Reads a line speed in bits per second: from the slowest terminal's to the fastest UART's among the boards. */
export function parseBaud(text: string): number {
  const baud = Number(text);
  if (!/^\d+$/.test(text) || baud < 300 || baud > 4_000_000) throw badBaud(text);
  return baud;
}
