import { describe, expect, it } from "vitest";
import { ASLEEP, IRQ, TASK } from "../../firmware/platform/platform.ts";
import { flushedNow, whenFlushed } from "../../firmware/printk/flushed.ts";
import { pause, resume } from "../../firmware/printk/pause.ts";
import { idleOffloader } from "../../plugins/idle-offloader.ts";
import { consoleOn, expectClosedBooks, startFirmware } from "../support/start-firmware.ts";
import { TestPort } from "../support/test-port.ts";

function boot(charsPerWrite = 5) {
  const port = new TestPort(charsPerWrite);
  const firmware = startFirmware(port, [idleOffloader()]);
  for (let i = 0; i < 5; i++) firmware.pr.info("n %d", i);
  return { port, ...firmware };
}

describe("flushed as a promise", () => {
  it("tells when the records logged so far are out, and not before", () => {
    const { port, platform, printk, pr } = boot();
    let linesWhenTold = -1;
    whenFlushed(printk, undefined, 10_000, (isFlushed) => {
      linesWhenTold = isFlushed ? port.lines.length : -2;
    });
    for (let i = 0; i < 9; i++) pr.info("later");
    platform.runFor(20);
    expect(linesWhenTold).toBe(-1);
    platform.runFor(1000);
    expect(linesWhenTold).toBeGreaterThanOrEqual(6);
    expect(linesWhenTold).toBeLessThan(15);
    expect(platform.isIdle).toBe(true);
  });

  it("tells that they are not out when the time is over", () => {
    const { platform, printk } = boot(0);
    const told: boolean[] = [];
    whenFlushed(printk, undefined, 100, (isFlushed) => told.push(isFlushed));
    platform.runFor(99);
    expect(told).toEqual([]);
    platform.runFor(10_000);
    expect(told).toEqual([false]);
  });

  it("tells once, even if whom it tells dies of it and the task comes round again", () => {
    const { platform, printk } = boot();
    const steps: (() => number)[] = [];
    platform.spawn = (step) => {
      steps.push(step);
      return { wake: () => {} };
    };
    let told = 0;
    whenFlushed(printk, 0, 1000, () => {
      told++;
      throw new Error("died");
    });
    expect(steps[0]).toThrow("died");
    expect(steps[0]?.()).toBe(ASLEEP);
    expect(told).toBe(1);
  });

  it("waits for a record that is yet to come", () => {
    const { platform, printk, pr } = boot();
    let isTold = false;
    whenFlushed(printk, printk.ring.nextSeq + 1, 10_000, (isFlushed) => {
      isTold = isFlushed;
    });
    platform.runFor(1000);
    expect(isTold).toBe(false);
    pr.info("it");
    platform.runFor(1000);
    expect(isTold).toBe(true);
  });
});

describe("flushed as a blocking call", () => {
  it("has what was logged so far on the wire, the half-written record first, and frees the console", () => {
    const { port, platform, printk, books } = boot();
    platform.runFor(3);
    expect(flushedNow(printk, undefined, 1000)).toBe(true);
    expect(port.messages.slice(1)).toEqual([0, 1, 2, 3, 4].map((n) => `test: n ${n}`));
    expect(printk.console?.owner).toBe(0);
    platform.runFor(100);
    expect(port.lines).toHaveLength(6);
    expectClosedBooks(books());
  });

  it("stops when the time is over, and the rest is written later", () => {
    const { port, platform, printk, books } = boot();
    port.duringWrite = () => platform.setTime(platform.now() + 0.1);
    expect(flushedNow(printk, undefined, 150)).toBe(false);
    expect(port.lines).toHaveLength(2);
    port.duringWrite = undefined;
    platform.runFor(1000);
    expect(port.messages.slice(1)).toEqual([0, 1, 2, 3, 4].map((n) => `test: n ${n}`));
    expectClosedBooks(books());
  });

  it("comes to an end in a flood: what is logged meanwhile is not waited for", () => {
    const { port, printk, pr } = boot();
    let left = 100;
    port.duringWrite = () => {
      if (left-- > 0) pr.info("flood");
    };
    expect(flushedNow(printk, undefined, 1000)).toBe(true);
    expect(port.lines).toHaveLength(6);
  });

  it("writes nothing in an interrupt that came inside a port, not to another port either, and says so", () => {
    const port = new TestPort();
    const other = new TestPort();
    const { platform, printk, pr } = startFirmware(port, [consoleOn(other), idleOffloader()]);
    for (let i = 0; i < 5; i++) pr.info("n %d", i);
    const answers: unknown[] = [];
    port.duringWrite = () => {
      port.duringWrite = undefined;
      platform.context = IRQ;
      answers.push(flushedNow(printk, undefined, 1000), other.text);
      platform.context = TASK;
    };
    platform.runFor(10);
    expect(answers).toEqual([false, ""]);
    expect(port.lines).toHaveLength(6);
  });

  it("writes no further than it was asked to, and does not wait for a record that is yet to come", () => {
    const { port, platform, printk } = boot();
    const seq = printk.ring.nextSeq;
    expect(flushedNow(printk, seq - 3, 1000)).toBe(true);
    expect(port.lines).toHaveLength(3);
    const startTime = platform.now();
    expect(flushedNow(printk, seq + 1, 1000)).toBe(false);
    expect(port.lines).toHaveLength(6);
    expect(platform.now()).toBe(startTime);
  });

  it("is not done while a console pauses", () => {
    const { port, platform, printk } = boot();
    pause(printk.console!);
    expect(flushedNow(printk, undefined, 1000)).toBe(false);
    expect(port.text).toBe("");
    platform.runFor(100);
    expect(platform.isIdle).toBe(true);
    resume(printk, printk.console!);
    platform.runFor(1000);
    expect(port.lines).toHaveLength(6);
  });
});
