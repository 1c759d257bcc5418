// Goal: records in flash survive a reset, and flash is written no more often than promised. Method: files of the test's
// platform, which refuse what flash refuses, and count the writes.
import { expect, it } from "vitest";
import type { Task, TaskStep } from "../../firmware/platform/platform.ts";
import { emergencySection } from "../../firmware/printk/emergency.ts";
import { panicOn } from "../../firmware/printk/panic.ts";
import { type FlashLogOptions, flashLog } from "../../plugins/flash-log.ts";
import { idleOffloader } from "../../plugins/idle-offloader.ts";
import { consoleOn, expectClosedBooks, newestMessage } from "../support/start-firmware.ts";
import { TestPlatform } from "../support/test-platform.ts";
import { TestPort } from "../support/test-port.ts";
import { bootPlugins } from "./boot-plugins.ts";

const HOUR_MS = 3_600_000;

function boot(options: FlashLogOptions, saved = new Map<string, string>()) {
  const platform = new TestPlatform();
  for (const [name, text] of saved) platform.saved.set(name, text);
  const firmware = bootPlugins(platform, [flashLog(options), idleOffloader()]);
  const kept = () => (firmware.atPrompt("flashLog") as string).split("\r\n").slice(0, -1);
  return { platform, kept, ...firmware };
}

const numbers = (lines: string[]) => lines.map((line) => Number(/n (\d+)$/.exec(line)?.[1]));

it("keeps warnings and worse over a reset, and goes on behind them", () => {
  const first = boot({});
  first.pr.warning("n 1");
  first.pr.info("chatter");
  first.platform.runFor(20_000);
  const second = boot({}, first.platform.saved);
  second.pr.err("n 2");
  second.platform.runFor(20_000);
  expect(numbers(second.kept())).toEqual([1, 2]);
  expectClosedBooks(second.books());
});

it("writes at most once an interval, whatever comes", () => {
  const { platform, pr, books } = boot({ level: 8, intervalMs: 1000 });
  for (let second = 0; second < 10; second++) {
    for (let i = 0; i < 5; i++) pr.warning("n %d", i);
    platform.runFor(1000);
  }
  expect(platform.savedPieces).toBeLessThanOrEqual(11);
  expect(books().consoles[0]).toMatchObject({ written: 51, dropped: { overrun: 0, skipped: 0 } });
});

/** Counts how often any task runs. */
class CountingPlatform extends TestPlatform {
  steps = 0;
  override spawn(step: TaskStep): Task {
    return super.spawn(() => {
      this.steps++;
      return step();
    });
  }
}

it("has records wait in the ring while its memory is full, holds no other console up, and sleeps", () => {
  const platform = new CountingPlatform();
  const port = new TestPort();
  const plugins = [flashLog({ level: 8, bufferChars: 400 }), consoleOn(port), idleOffloader()];
  const { pr, books, atPrompt } = bootPlugins(platform, plugins);
  for (let i = 0; i < 30; i++) pr.warning("n %d", i);
  platform.runFor(100);
  expect(books().consoles[0]?.pending).toBeGreaterThan(10);
  expect(port.messages.at(-1)).toBe("test: n 29");
  expect(platform.steps).toBeLessThan(20);
  platform.runFor(60_000);
  expect(books().consoles[0]).toMatchObject({ written: 31, pending: 0 });
  expect(atPrompt("flashLog")).toContain("n 29");
});

it("drops what an hour's writes leave no room for, counted and announced, and goes on in the next hour", () => {
  const { platform, pr, kept, books } = boot({
    level: 8,
    intervalMs: 1000,
    writesPerHour: 2,
    bufferChars: 400,
  });
  for (let i = 0; i < 100; i++) {
    pr.warning("n %d", i);
    platform.runFor(1000);
  }
  const { dropped } = books().consoles[0]!;
  expect(dropped.skipped).toBeGreaterThan(50);
  expect(platform.savedPieces).toBe(2);
  platform.runFor(HOUR_MS);
  pr.warning("n 100");
  platform.runFor(HOUR_MS);
  expect(kept().join("\n")).toContain("records dropped (skipped)");
  expect(numbers(kept()).at(-1)).toBe(100);
  expectClosedBooks(books());
});

it("begins the older of two files anew when the newer one is full", () => {
  const { platform, pr, kept } = boot({ bytesMax: 500, intervalMs: 10, writesPerHour: 1000 });
  for (let i = 0; i < 100; i++) {
    pr.warning("n %d", i);
    platform.runFor(20);
  }
  expect([...platform.saved.values()].map((text) => text.length)).toEqual([500, 500]);
  const last = numbers(kept());
  expect(last.length).toBeGreaterThan(500 / 40);
  expect(last).toEqual(Array.from({ length: last.length }, (_, i) => 100 - last.length + i));
});

it("writes what it has collected in a panic", () => {
  const { platform, pr, printk, kept } = boot({});
  pr.err("n 7");
  platform.runFor(10);
  panicOn(printk, "out of luck");
  expect(kept().slice(-2)).toEqual([
    expect.stringMatching(/n 7$/),
    expect.stringMatching(/panic: out of luck$/),
  ]);
});

it("writes an emergency's records too, and loses one that has no room, counted", () => {
  const { platform, pr, printk, kept, books } = boot({ writesPerHour: 1, bufferChars: 400 });
  emergencySection(printk, () => pr.err("n 1"));
  platform.runFor(20_000);
  expect(numbers(kept())).toEqual([1]);
  emergencySection(printk, () => {
    for (let i = 0; i < 20; i++) pr.err("n %d", i);
  });
  expect(books().consoles[0]?.dropped.failed).toBeGreaterThan(5);
  expectClosedBooks(books());
});

it("keeps what it could not write, says so once, and writes it later", () => {
  const { platform, pr, kept, printk } = boot({ intervalMs: 1000 });
  const { savePiece } = platform;
  platform.savePiece = () => {
    throw new Error("no room");
  };
  pr.warning("n 1");
  platform.runFor(5000);
  expect(newestMessage(printk)).toBe("cannot write to flash: Error: no room");
  expect(printk.ring.nextSeq).toBe(3);
  platform.savePiece = savePiece;
  platform.runFor(5000);
  expect(kept()[0]).toMatch(/n 1$/);
});
