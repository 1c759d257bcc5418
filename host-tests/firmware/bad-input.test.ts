// Goal: what an application or a console does wrong costs a record at most, and never the log. Method: the core in the
// test's own time.
import { describe, expect, it } from "vitest";
import { bootFirmware } from "../../firmware/boot.ts";
import type { FirmwarePlugin } from "../../firmware/plugin.ts";
import { emergencySection } from "../../firmware/printk/emergency.ts";
import { INFO } from "../../firmware/printk/level.ts";
import type { Logger } from "../../firmware/printk/logger.ts";
import { skip } from "../../firmware/printk/mode.ts";
import { say } from "../../firmware/printk/printk.ts";
import { rateLimited } from "../../firmware/printk/rate-limit.ts";
import type { Site } from "../../firmware/printk/record.ts";
import { idleOffloader } from "../../plugins/idle-offloader.ts";
import { BOARD, consoleOn, expectClosedBooks, startFirmware } from "../support/start-firmware.ts";
import { TestPort } from "../support/test-port.ts";

const REST_MS = 200;

/** What the record of one call says. */
function said(log: (pr: Logger) => void): string | undefined {
  const port = new TestPort();
  const { pr, platform, books } = startFirmware(port, [idleOffloader()]);
  log(pr);
  pr.info("after");
  platform.runFor(REST_MS);
  expect(port.messages.at(-1)).toBe("test: after");
  expectClosedBooks(books());
  return port.messages.at(-2)?.replace("test: ", "");
}

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;
const throwing = {
  toString() {
    throw new Error("no text");
  },
};
const throwingGetter = Object.defineProperty({}, "x", { enumerable: true, get: throwing.toString });

describe("a value", () => {
  it.each<[string, (pr: Logger) => void, string | RegExp]>([
    ["nothing at all", (pr) => (pr.info as () => void)(), ""],
    ["undefined", (pr) => pr.info(undefined), "undefined"],
    ["NaN for a number", (pr) => pr.info("%d %x %f", Number.NaN, Number.NaN, Number.NaN), "NaN NaN NaN"],
    ["infinity where a number belongs", (pr) => pr.info("%d", 1 / 0), "Infinity"],
    ["a number where a text belongs", (pr) => pr.info("%s", 7), "7"],
    ["a huge text", (pr) => pr.info("%s", "x".repeat(1e5)), /^x{128}<truncated>$/],
    ["a huge format", (pr) => pr.info("x".repeat(1e5)), /^x{256}<truncated>$/],
    ["an object that contains itself", (pr) => pr.info("%j", cyclic), "<unprintable>"],
    ["a text of other than Latin letters", (pr) => pr.info("%s", "ž€"), "\\x17e\\x20ac"],
    ["an end of line", (pr) => pr.info("%s", "a\r\n<0>[    0.000000] b"), "a\\x0d\\x0a<0>[    0.000000] b"],
    ["an object whose text throws", (pr) => pr.info("%s", throwing), /unprintable|\{\}/],
    ["an object whose getter throws", (pr) => pr.info("%j", throwingGetter), "<unprintable>"],
    ["an array of one, alone", (pr) => pr.info([7]), "[7]"],
    ["an array of an object whose text throws", (pr) => pr.info([throwing]), /./],
    ["more decimals than there can be", (pr) => pr.info("%.200f", 0.5), /^0\.50*$/],
    ["a width without end", (pr) => pr.info("%4000000000s", "x"), /x/],
    ["a conversion that does not exist", (pr) => pr.info("%q %d", 1), "%q 1"],
    // @ts-expect-error: a value is missing.
    ["too few arguments", (pr) => pr.info("%d %s", 1), "1 %s"],
  ])("%s is printed as far as that goes, and what follows as well", (_, log, expected) => {
    expect(said(log)).toMatch(expected instanceof RegExp ? expected : new RegExp(`^${literally(expected)}$`));
  });
});

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function afterwards<T>(log: () => void, value: T): T {
  log();
  return value;
}

describe("a value that logs while it is logged", () => {
  it.each<[string, (log: () => void) => unknown]>([
    ["toJSON", (log) => ({ toJSON: () => afterwards(log, "value") })],
    [
      "a getter",
      (log) => ({
        get x() {
          log();
          return 1;
        },
      }),
    ],
    ["toString", (log) => Object.assign(() => {}, { toString: () => afterwards(log, "value") })],
  ])("from %s gives two whole records", (_, valueThat) => {
    const port = new TestPort();
    const { pr, platform, books } = startFirmware(port, [idleOffloader()]);
    pr.info(
      "outer %s",
      valueThat(() => pr.info("inner")),
    );
    platform.runFor(REST_MS);
    expect(port.messages.slice(1)).toEqual(["test: inner", expect.stringMatching(/^test: outer ./)]);
    expectClosedBooks(books());
  });
});

/** A port that logs each time it is written, at most so often, and whose time passes meanwhile. */
function portThatLogs(timesMax: number) {
  const port = new TestPort();
  const firmware = startFirmware(port, [idleOffloader()]);
  let times = 0;
  port.duringWrite = () => {
    firmware.platform.setTime(firmware.platform.now() + 0.0005);
    if (times < timesMax) firmware.pr.info("from the port %d", times++);
  };
  return { port, ...firmware, times: () => times };
}

describe("a console", () => {
  it("whose port logs writes its own records among the others, none lost", () => {
    const { port, pr, platform, books } = portThatLogs(20);
    for (let i = 0; i < 5; i++) pr.info("n %d", i);
    platform.runFor(REST_MS);
    expect(port.messages.filter((text) => text.includes(" n "))).toHaveLength(5);
    expect(books().consoles[0]?.dropped.overrun).toBe(0);
    expect(port.lines).toHaveLength(1 + 5 + 20);
    expectClosedBooks(books());
  });

  it("whose port logs does not keep an emergency from its end", () => {
    const { pr, printk, platform, times } = portThatLogs(1000);
    platform.runFor(5);
    const before = times();
    emergencySection(printk, () => pr.emerg("fire"));
    expect(times() - before).toBeLessThan(20);
  });

  it("whose port throws and logs loses its record, counted, and the firmware goes on", () => {
    const port = new TestPort();
    const { pr, platform, books } = startFirmware(port, [idleOffloader()]);
    platform.runFor(5);
    port.duringWrite = () => {
      port.duringWrite = undefined;
      pr.err("cable cut");
      throw new Error("cable cut");
    };
    pr.info("lost");
    platform.runFor(REST_MS);
    expect(port.messages.slice(1)).toEqual(["** 1 records dropped (failed) **", "test: cable cut"]);
    expectClosedBooks(books());
  });

  it("that never takes a character leaves the loop turning, and counts what runs over", () => {
    const port = new TestPort(0);
    const { pr, platform, books } = startFirmware(port, [idleOffloader()]);
    for (let i = 0; i < 100; i++) pr.info("n %d", i);
    platform.runFor(REST_MS);
    expect(port.text).toBe("");
    expect(books()).toMatchObject({ logged: 101, pending: 16, consoles: [{ written: 0 }] });
    expectClosedBooks(books());
  });
});

describe("a record that cannot be formatted", () => {
  it("is lost, counted and told of, and the console goes on", () => {
    const port = new TestPort();
    const { pr, printk, platform, books } = startFirmware(port, [idleOffloader()]);
    platform.runFor(REST_MS);
    const poison: Site = [
      INFO,
      "",
      () => {
        throw new Error("no text");
      },
    ];
    say(printk, poison);
    pr.info("after");
    platform.runFor(REST_MS);
    expect(port.messages.slice(1)).toEqual(["** 1 records dropped (failed) **", "test: after"]);
    expectClosedBooks(books());
  });
});

describe("a console that skips what its port does not take", () => {
  it("tells of every loss, though a record that told of one was skipped itself", () => {
    const port = new TestPort();
    const write = port.write.bind(port);
    port.write = () => 0;
    const { pr, platform, books } = startFirmware(new TestPort(), [
      consoleOn(port, 8, skip),
      idleOffloader(),
    ]);
    platform.runFor(REST_MS);
    pr.info("skipped, and with it the word of the one before");
    platform.runFor(REST_MS);
    port.write = write;
    pr.info("after");
    platform.runFor(REST_MS);
    expect(port.messages).toEqual(["** 2 records dropped (skipped) **", "test: after"]);
    expectClosedBooks(books());
  });
});

describe("boot called again", () => {
  it("is an error in the log and starts nothing a second time", () => {
    const port = new TestPort();
    const { pr, printk, platform, books } = startFirmware(port, [idleOffloader()]);
    const second = new TestPort();
    bootFirmware(printk, BOARD, [consoleOn(second), idleOffloader()]);
    pr.info("after");
    platform.runFor(REST_MS);
    expect(port.messages.slice(1)).toEqual(["baton: boot again", "test: after"]);
    expect(second.text).toBe("");
    expectClosedBooks(books());
  });
});

describe("the clock set back", () => {
  it("by an hour keeps records in order and written", () => {
    const port = new TestPort();
    const { pr, platform } = startFirmware(port, [idleOffloader()]);
    platform.setTime(3600);
    pr.info("before");
    platform.runFor(5);
    platform.setTime(0);
    pr.info("after");
    platform.runFor(REST_MS);
    expect(port.messages.slice(1)).toEqual(["test: before", "test: after"]);
  });

  it("by an hour does not close a rate limit for an hour", () => {
    const port = new TestPort();
    const { pr, platform } = startFirmware(port, [idleOffloader()]);
    const limited = rateLimited(pr, 1000, 1);
    platform.setTime(3600);
    limited.info("before");
    platform.setTime(0);
    limited.info("kept back, or not");
    platform.setTime(2);
    limited.info("after");
    platform.runFor(REST_MS);
    expect(port.messages.at(-1)).toBe("test: after");
  });
});

it.each<[string, unknown, string]>([
  ["an error", new Error("no such pin"), "Error: no such pin"],
  ["a text", "no such pin", "no such pin"],
  ["nothing", undefined, "undefined"],
])("a plugin that throws %s at boot is named, and the others go on", (_, thrown, told) => {
  const broken: FirmwarePlugin = {
    name: "broken",
    boot() {
      throw thrown;
    },
  };
  const port = new TestPort();
  const { pr, platform } = startFirmware(port, [broken, idleOffloader()]);
  pr.info("after");
  platform.runFor(REST_MS);
  expect(port.messages.slice(1)).toEqual([`baton: plugin broken: ${told}`, "test: after"]);
});
