/**
 * The wire of tokens as tests of the core want it: what a port is given is what the host makes of the frame, so that a test
 * reads the same text, of the same length, as from the other wire. Each frame is decoded by itself, behind the one that it tells
 * its time from.
 */
import { crc32 } from "node:zlib";
import type { Line, Loss } from "../../firmware/printk/printk.ts";
import { wireFiles } from "../../host/bundle/device-package.ts";
import type { LogSite } from "../../host/bundle/lowering/log-sites.ts";
import { inWords, type TokenFacts } from "../../host/tokens/bundle-lines.ts";

/** By its file's name: its types are those of Espruino's globals, which tests do not have. */
const tokens = (await import(wireFiles.tokens)) as { readonly line: Line; readonly loss: Loss };
Object.assign(globalThis, { E: { CRC32: (text: string) => crc32(text) } });

/** The log calls of the test file. */
let facts: TokenFacts = {};

/** Called by what the build makes of a test file. */
export function explain(logSites: readonly LogSite[]): void {
  facts = { dictionary: "00000000", logSites };
}

export const line: Line = (record, startTime, previous, lostCount) => {
  const tell = inWords(facts);
  if (previous) inLines(tokens.line(previous, startTime)).forEach(tell);
  return told(tell, tokens.line(record, startTime, previous, lostCount));
};

export const loss: Loss = (count, reason) => told(inWords(facts), tokens.loss(count, reason));

const told = (tell: (line: string) => readonly string[], text: string): string =>
  inLines(text)
    .flatMap(tell)
    .map((line) => `${line}\r\n`)
    .join("");

const inLines = (text: string): string[] => text.split(/\r?\n/).slice(0, -1);
