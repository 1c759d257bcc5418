import { describe, expect, it } from "vitest";
import { idleOffloader } from "../../plugins/idle-offloader.ts";
import { interpreterOutput } from "../../plugins/interpreter-output.ts";
import { loopbackConsole } from "../../plugins/loopback-console.ts";
import { consoleOn, expectClosedBooks, newestMessage } from "../support/start-firmware.ts";
import { TestPort } from "../support/test-port.ts";
import { bootPlugins } from "./boot-plugins.ts";
import { LoopbackPlatform } from "./loopback-platform.ts";

/** What the console shows when the interpreter prints these pieces. */
function recordsOf(...pieces: string[]): string[] {
  const platform = new LoopbackPlatform();
  const port = new TestPort();
  const { books } = bootPlugins(platform, [consoleOn(port), interpreterOutput(), idleOffloader()]);
  for (const piece of pieces) {
    platform.print(piece);
    platform.deliverFor(5);
  }
  expectClosedBooks(books());
  return port.lines.slice(1).map((line) => line.replace(/\[ *\d+\.\d{6}\]/, ""));
}

describe("what the interpreter prints", () => {
  it.each([
    ["a line is information", ["hello\r\n"], ["<6> js: hello"]],
    ["a line comes in pieces", ["he", "llo\r", "\nyou\r\n"], ["<6> js: hello", "<6> js: you"]],
    ["the prompt is taken off", [">", "\r\x1b[Jhello\r\n>"], ["<6> js: hello"]],
    ["a program keeps its own >", ["> quoted\r\n"], ["<6> js: > quoted"]],
    ["empty lines are none", ["\r\n\r\n"], []],
    [
      "an exception is an error",
      ["\r\x1b[JUncaught Error: no such pin\r\n    at loop\r\n>"],
      ["<3> js: Uncaught Error: no such pin", "<6> js:     at loop"],
    ],
    ["a conversion in it is text", ["100 %d\r\n"], ["<6> js: 100 %d"]],
  ])("%s", (_, printed, records) => {
    expect(recordsOf(...printed)).toEqual(records);
  });

  it("becomes several records when a line never ends", () => {
    const lengths = recordsOf("x".repeat(200), "x".repeat(200), "\r\n").map((line) => line.length);
    expect(lengths).toEqual([128, 72, 128, 72].map((chars) => "<6> js: ".length + chars));
  });
});

it("tells of an error flag once, at once, and ends the line that it cut", () => {
  const platform = new LoopbackPlatform();
  const port = new TestPort();
  bootPlugins(platform, [consoleOn(port), interpreterOutput(), idleOffloader()]);
  platform.print("half a li");
  platform.deliverFor(5);
  platform.raiseFlags?.(["FIFO_FULL", "BUFFER_FULL"]);
  platform.print("New interpreter error: FIFO_FULL,BUFFER_FULL\r\n");
  platform.deliverFor(5);
  expect(port.lines.slice(1).map((line) => line.replace(/\[.*?\]/, ""))).toEqual([
    "<6> js: half a li",
    "<3> js: New interpreter error: FIFO_FULL,BUFFER_FULL",
  ]);
});

it("gives the prompt back on Ctrl-C, and on nothing else", () => {
  const platform = new LoopbackPlatform();
  bootPlugins(platform, [interpreterOutput({ device: "USB" })]);
  platform.type("USB", "hello");
  expect(platform.promptDevice()).toBe("LoopbackA");
  platform.type("USB", "x\x03");
  expect(platform.promptDevice()).toBe("USB");
});

it("ends the circle when each of its records makes the interpreter complain again", () => {
  const platform = new LoopbackPlatform();
  const port = new TestPort();
  port.duringWrite = () => platform.print("Execution Interrupted during event processing.\r\n");
  const { books } = bootPlugins(platform, [
    consoleOn(port),
    interpreterOutput({ linesPerSecond: 5 }),
    idleOffloader(),
  ]);
  platform.deliverFor(3000);
  expect(port.lines.length).toBeLessThan(40);
  expect(books().consoles[0]?.suppressed).toBeGreaterThan(0);
  expectClosedBooks(books());
});

it("is refused beside a loopback console, whose records it would log again", () => {
  const platform = new LoopbackPlatform();
  const { printk } = bootPlugins(platform, [loopbackConsole(), interpreterOutput()]);
  expect(platform.promptDevice()).toBe("Serial1");
  expect(newestMessage(printk)).toContain("Error: loopbackConsole() has the loopback");
});
