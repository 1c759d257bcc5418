import { neutralise } from "../monitor/neutralise.ts";

/** What a board kept of its last panic. Where the text is damaged, it is all of it that can be read. */
export interface CrashReport {
  readonly reason: string;
  /** Seconds from boot to the panic. */
  readonly uptime?: number;
  /** CRC-32 of the code that ran, in hexadecimal; its manifest has the same. */
  readonly code?: string;
  /** What explains the records, where they are tokens. */
  readonly dictionary?: string;
  /** The last records, as they would have gone over the wire. */
  readonly lines: readonly string[];
}

/**
 * Reads the text that `crashLog()` writes: a line about the crash, then the records, of which those in tokens end with a line
 * feed alone. Nothing in it can act on a terminal.
 */
export function parseCrash(text: string): CrashReport {
  const [first = "", ...rest] = text.split("\r\n");
  const [, reason = first, uptime, code, dictionary] = head.exec(first) ?? [];
  return {
    reason: neutralise(reason),
    uptime: uptime === undefined ? undefined : Number(uptime),
    code,
    dictionary,
    lines: rest
      .flatMap((line) => line.split("\n"))
      .filter((line) => line !== "")
      .map(neutralise),
  };
}

/** `event loop stuck for 5000 ms, up 12.345 s, code 1a2b3c4d, dictionary 0123abcd` */
const head = /^([\s\S]*), up (\d+\.\d{3}) s, code ([\da-f]{1,8})(?:, dictionary ([\da-f]{8}))?$/;
