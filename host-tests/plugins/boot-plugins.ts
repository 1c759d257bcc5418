import type { LinkedBoard, Transmit } from "../../firmware/board.ts";
import { bootFirmware } from "../../firmware/boot.ts";
import type { FirmwarePlugin } from "../../firmware/plugin.ts";
import { Logger } from "../../firmware/printk/logger.ts";
import { createPrintk } from "../../firmware/printk/printk.ts";
import { line } from "../../firmware/wire/text-wire.ts";
import { booksOf } from "../support/start-firmware.ts";
import type { TestPlatform } from "../support/test-platform.ts";

export const BUFFER: Transmit = { kind: "buffer", depth: 127 };
export const FIFO: Transmit = { kind: "fifo", depth: 32, flagsAddress: 0x40034018 };

/** Boots the core with nothing but the plugins, on a board whose UART transmits as given. */
export function bootPlugins(platform: TestPlatform, plugins: FirmwarePlugin[], transmit = BUFFER) {
  const board: LinkedBoard = {
    id: "TEST",
    console: { device: "Serial1", baud: 115_200 },
    uarts: [{ device: "Serial1", transmit }],
    line,
    rooms: {},
    logRecords: 32,
    hasExecTimers: true,
  };
  const printk = createPrintk(platform);
  bootFirmware(printk, board, plugins);
  const atPrompt = (name: string, ...args: unknown[]) =>
    (platform.exposed.get(name) as (...args: unknown[]) => unknown)(...args);
  return { printk, pr: new Logger(printk, "test"), atPrompt, books: booksOf(platform) };
}
