// Goal: a panic writes what is pending and resets, whoever had the console and whatever fails on the way.
import { describe, expect, it } from "vitest";
import { IRQ } from "../../firmware/platform/platform.ts";
import { panicOn } from "../../firmware/printk/panic.ts";
import { crashLog } from "../../plugins/crash-log.ts";
import { idleOffloader } from "../../plugins/idle-offloader.ts";
import { uncaught } from "../../plugins/uncaught.ts";
import { watchdog } from "../../plugins/watchdog.ts";
import { consoleOn, expectClosedBooks, startFirmware } from "../support/start-firmware.ts";
import { TestPlatform } from "../support/test-platform.ts";
import { TestPort } from "../support/test-port.ts";

describe("a panic", () => {
  it("writes everything pending in order, the half-written record first, and resets", () => {
    const port = new TestPort(5);
    const { pr, platform, printk, books } = startFirmware(port, [idleOffloader()]);
    for (let i = 0; i < 5; i++) pr.info("n %d", i);
    platform.runFor(12);
    panicOn(printk, "out of luck");
    expect(port.messages.slice(1)).toEqual(
      [0, 1, 2, 3, 4].map((n) => `test: n ${n}`).concat("panic: out of luck"),
    );
    expect(platform.resets).toBe(1);
    expectClosedBooks(books());
  });

  it("takes a console over inside the driver, and writes that record again with a marker", () => {
    const port = new TestPort(5);
    const { pr, platform, printk } = startFirmware(port, [idleOffloader()]);
    platform.runFor(50);
    pr.info("n 0");
    let isFirst = true;
    port.duringWrite = () => {
      if (!isFirst) return;
      isFirst = false;
      platform.context = IRQ;
      panicOn(printk, "watchdog");
      throw new Error("the board was reset");
    };
    platform.runFor(5);
    expect(port.lines.slice(1)).toEqual([
      "",
      "** replaying previous record **",
      expect.stringMatching(/test: n 0$/),
      expect.stringMatching(/panic: watchdog$/),
    ]);
  });

  it("leaves a console that is too slow after half a second, and writes the next one whole", () => {
    const slow = new TestPort(1, "slow");
    const quick = new TestPort(1, "quick");
    const { pr, platform, printk } = startFirmware(slow, [consoleOn(quick), idleOffloader()]);
    for (let i = 0; i < 10; i++) pr.info("n %d", i);
    slow.duringWrite = () => platform.setTime(platform.now() + 0.2);
    const startTime = platform.now();
    panicOn(printk, "out of luck");
    expect(platform.now() - startTime).toBeLessThanOrEqual(0.5 + 0.2);
    expect(slow.lines).toHaveLength(3);
    expect(quick.messages.at(-1)).toBe("panic: out of luck");
    expect(quick.lines).toHaveLength(12);
    expect(platform.resets).toBe(1);
  });

  it("has the reset happen by itself before it does anything else", () => {
    const { platform, printk } = startFirmware(new TestPort());
    const done: string[] = [];
    platform.resetIn = (delayMs) => done.push(`reset in ${delayMs} ms`);
    printk.hooks.push({ panic: () => done.push("panic"), lastAct: () => done.push("lastAct") });
    panicOn(printk, "reason");
    expect(done).toEqual(["reset in 2000 ms", "panic", "lastAct"]);
  });

  it("inside a panic only resets", () => {
    const port = new TestPort();
    const { platform, printk } = startFirmware(port);
    printk.hooks.push({ panic: () => panicOn(printk, "again") });
    panicOn(printk, "first");
    expect(platform.resets).toBe(2);
    expect(port.text).not.toContain("again");
  });

  it("goes on when a plugin's last words fail", () => {
    const port = new TestPort();
    const { platform, printk } = startFirmware(port);
    printk.hooks.push({
      panic: () => {
        throw new Error("broken");
      },
    });
    panicOn(printk, "reason");
    expect(port.messages.at(-1)).toBe("panic: reason");
    expect(platform.resets).toBe(1);
  });
});

describe("the crash log", () => {
  it("tells the next boot, once, what was said last", () => {
    const platform = new TestPlatform();
    const first = startFirmware(new TestPort(), [crashLog({ recordsMax: 2 })], platform);
    for (let i = 0; i < 5; i++) first.pr.info("n %d", i);
    panicOn(first.printk, "bad luck");

    const second = new TestPlatform();
    second.saved.set("baton.crash", platform.saved.get("baton.crash") ?? "");
    const port = new TestPort();
    startFirmware(port, [crashLog()], second);
    second.runFor(5);
    expect(port.messages.slice(1)).toEqual([
      expect.stringMatching(/^crash-log: previous boot: bad luck, up \d+\.\d{3} s, code 1a2b3c4d$/),
      expect.stringMatching(/^crash-log: previous boot: <6>.* test: n 4$/),
      expect.stringMatching(/^crash-log: previous boot: <0>.* panic: bad luck$/),
    ]);
    const third = new TestPort();
    startFirmware(third, [crashLog()], second);
    second.runFor(5);
    expect(third.messages).toHaveLength(1);
  });
});

describe("an exception that nobody caught", () => {
  it("is logged with its stack, and the firmware goes on", () => {
    const port = new TestPort();
    const { platform } = startFirmware(port, [uncaught()]);
    platform.uncaught?.(Object.assign(new Error("no such pin"), { stack: " at main.js:1\n at loop" }));
    platform.runFor(5);
    expect(port.messages.slice(1)).toEqual([
      "uncaught: uncaught Error: no such pin",
      "uncaught:  at main.js:1",
      "uncaught:  at loop",
    ]);
    expect(platform.resets).toBe(0);
  });

  it("ends in a panic where that is the policy", () => {
    const port = new TestPort();
    const { platform } = startFirmware(port, [uncaught({ panic: true })]);
    platform.uncaught?.("thrown text");
    expect(port.messages.at(-1)).toBe("panic: uncaught thrown text");
    expect(platform.resets).toBe(1);
  });
});

describe("the watchdog", () => {
  it("leaves a turning loop alone", () => {
    const { platform } = startFirmware(new TestPort(), [watchdog({ timeoutMs: 1000 })]);
    for (let i = 0; i < 40; i++) {
      platform.runFor(250);
      platform.preempting?.();
    }
    expect(platform.resets).toBe(0);
  });

  it("panics when the loop is stuck", () => {
    const port = new TestPort();
    const { platform } = startFirmware(port, [watchdog({ timeoutMs: 1000 })]);
    platform.runFor(250);
    for (let i = 0; i < 5; i++) platform.preempting?.();
    expect(port.messages.at(-1)).toBe("panic: event loop stuck for 1000 ms");
    expect(platform.resets).toBe(1);
  });
});
