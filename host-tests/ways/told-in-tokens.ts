/**
 * The wire of tokens as tests of the core want it: what a port is given is what the host makes of the frame, so that a test
 * reads the same text, of the same length, as from the other wire. Each frame is decoded by itself, behind the one that it tells
 * its time from.
 */
import type { Line } from "../../firmware/printk/printk.ts";
import type { LogSite } from "../../host/bundle/lowering/log-sites.ts";
import { inWords, type TokenFacts } from "../../host/tokens/bundle-lines.ts";
import { tokenWire } from "../support/token-wire.ts";

/** The log calls of the test file. */
let facts: TokenFacts = {};

/** Called by what the build makes of a test file. */
export function explain(logSites: readonly LogSite[]): void {
  facts = { dictionary: "00000000", logSites };
}

export const line: Line = (record, startTime, previous, lostCount) => {
  const tell = inWords(facts);
  if (previous) inLines(tokenWire.line(previous, startTime)).forEach(tell);
  return told(tell, tokenWire.line(record, startTime, previous, lostCount));
};

const told = (tell: (line: string) => readonly string[], text: string): string =>
  inLines(text)
    .flatMap(tell)
    .map((line) => `${line}\r\n`)
    .join("");

const inLines = (text: string): string[] => text.split(/\r?\n/).slice(0, -1);
