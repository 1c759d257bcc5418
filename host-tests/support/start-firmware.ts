import { expect, onTestFinished } from "vitest";
import { bootFirmware } from "../../firmware/boot.ts";
import type { FirmwarePlugin } from "../../firmware/plugin.ts";
import { Logger } from "../../firmware/printk/logger.ts";
import type { ConsoleMode } from "../../firmware/printk/mode.ts";
import { createPrintk, type Printk } from "../../firmware/printk/printk.ts";
import { SITE, TEXT } from "../../firmware/printk/record.ts";
import { makeCurrent } from "../ways/current-core.ts";
import { TestPlatform } from "./test-platform.ts";
import type { TestPort } from "./test-port.ts";
import { line } from "./wire.ts";

export const BOARD = {
  id: "TEST",
  console: { device: "Serial1", baud: 115_200 },
  uarts: [],
  line,
  rooms: {},
  logRecords: 16,
  hasExecTimers: true,
};

/** What `printkStats()` answers. */
export interface Books {
  logged: number;
  pending: number;
  recovered: number;
  consoles: {
    name: string;
    written: number;
    dropped: Record<string, number>;
    suppressed: number;
    pending: number;
    handoffs: number;
    takeovers: number;
  }[];
}

/** Boots the core with a console on `port` and whatever else is given, in the test's own time. */
export function startFirmware(port: TestPort, plugins: FirmwarePlugin[] = [], platform = new TestPlatform()) {
  const printk = createPrintk(platform);
  makeCurrent(printk);
  bootFirmware(printk, BOARD, [consoleOn(port), ...plugins]);
  return { platform, printk, pr: new Logger(printk, "test"), books: booksOf(platform) };
}

/** @returns what reads the firmware's books, which are looked at once more when the test is over. Context: a test. */
export function booksOf(platform: TestPlatform): () => Books {
  const books = () => (platform.exposed.get("printkStats") as () => Books)();
  onTestFinished(() => expectClosedBooks(books()));
  return books;
}

export function consoleOn(port: TestPort, level: 0 | 3 | 8 = 8, mode?: ConsoleMode): FirmwarePlugin {
  return {
    name: "test-console",
    boot(firmware) {
      firmware.addConsole(port, level).mode = mode;
      return undefined;
    },
  };
}

/** What the newest record says, without its prefix. */
export function newestMessage({ ring }: Printk): string | undefined {
  const record = ring.records[(ring.nextSeq - 1) & ring.recordMask];
  return record?.[SITE][TEXT](record);
}

/** For every console, each record was written, lost for a reason, left out, or is still to come. */
export function expectClosedBooks({ logged, pending, consoles }: Books): void {
  expect(pending).toBe(Math.max(0, ...consoles.map((console) => console.pending)));
  for (const { written, dropped, suppressed, pending: behind } of consoles) {
    const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
    expect(written + lost + suppressed + behind).toBe(logged);
  }
}
