/**
 * What a board with tokens writes, for tests, with what Espruino has for it: zlib's CRC-32, and JSON in ASCII. It is loaded by its file's
 * name: its types are those of Espruino's globals, which tests do not have.
 */
import { crc32 } from "node:zlib";
import type { Line } from "../../firmware/printk/printk.ts";
import type { LogRecord, Site } from "../../firmware/printk/record.ts";
import { wireFiles } from "../../host/bundle/device-package.ts";
import { useEspruinoJson } from "../../host/sim/globals/json.ts";

interface TokenWire {
  readonly line: Line;
  plain(site: Site, text: string): string;
  said(record: LogRecord): string;
  d(value: unknown, decimals?: number): string;
  s(value: unknown): string;
}

Object.assign(globalThis, { E: { CRC32: (text: string) => crc32(text) } });
useEspruinoJson(globalThis);

export const tokenWire = (await import(wireFiles.tokens)) as TokenWire;
