// Goal: a USB host may come, go, or stop reading, and the firmware never stands still for it. Method: a ring that drains
// into a host in the test's own time, and says when a write would have waited.
import { describe, expect, it } from "vitest";
import { emergencySection } from "../../firmware/printk/emergency.ts";
import { idleOffloader } from "../../plugins/idle-offloader.ts";
import { usbConsole } from "../../plugins/usb-console.ts";
import { consoleOn, expectClosedBooks } from "../support/start-firmware.ts";
import { TestPlatform } from "../support/test-platform.ts";
import { TestPort } from "../support/test-port.ts";
import { bootPlugins, FIFO } from "./boot-plugins.ts";
import { HostPlatform } from "./host-platform.ts";

function boot(prepare: (platform: HostPlatform) => void = () => {}) {
  const platform = new HostPlatform();
  prepare(platform);
  return { platform, ...bootPlugins(platform, [usbConsole(), idleOffloader()]) };
}

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `test: n ${from + i}`);

it("writes nothing while no host is there, and the host that comes gets what the ring has, the gap announced", () => {
  const { platform, pr, books } = boot();
  for (let i = 0; i < 40; i++) pr.info("n %d", i);
  platform.runFor(5000);
  expect(platform.discarded).toBe("");
  platform.isHostConnected = true;
  platform.runFor(2000);
  expect(platform.messages).toEqual(["** 10 records dropped (overrun) **", ...numbers(32, 8)]);
  expect(platform.stalls).toBe(0);
  expectClosedBooks(books());
});

it("keeps its records for the next host when an emergency comes while none is there", () => {
  const { platform, pr, printk, books } = boot();
  platform.runFor(1000);
  emergencySection(printk, () => pr.emerg("fire"));
  platform.isHostConnected = true;
  platform.runFor(1000);
  expect(platform.messages.at(-1)).toBe("test: fire");
  expect(books().consoles[0]?.dropped).toEqual({ overrun: 0, failed: 0, skipped: 0 });
});

it("does not hold another console up while no host is there", () => {
  const platform = new HostPlatform();
  const port = new TestPort();
  const { pr } = bootPlugins(platform, [usbConsole(), consoleOn(port), idleOffloader()]);
  platform.runFor(3000);
  pr.info("n 0");
  platform.runFor(1);
  expect(port.messages.at(-1)).toBe("test: n 0");
});

it("begins the record under way again for the host that comes after one that left", () => {
  const { platform, pr } = boot();
  platform.isHostConnected = true;
  platform.runFor(1000);
  pr.info("%s", "x".repeat(100));
  platform.runFor(1);
  platform.hangUp();
  platform.runFor(1000);
  platform.isHostConnected = true;
  platform.runFor(1000);
  expect(platform.messages).toEqual([`test: ${"x".repeat(100)}`]);
});

describe.each([
  ["rightly", false],
  ["with what is free instead of what is used", true],
])("where the interpreter counts its ring, %s", (_, isReversed) => {
  it("never waits for a host that stops reading, and goes on when it reads again", () => {
    const { platform, pr, books } = boot((it) => it.countRing(isReversed));
    platform.isHostConnected = true;
    platform.runFor(1000);
    platform.isReading = false;
    for (let i = 0; i < 20; i++) pr.info("n %d", i);
    platform.runFor(3000);
    expect(platform.stalls).toBe(0);
    expect(books().pending).toBeGreaterThan(10);
    platform.isReading = true;
    platform.runFor(3000);
    expect(platform.messages.slice(-20)).toEqual(numbers(20));
    expect(platform.stalls).toBe(0);
    expectClosedBooks(books());
  });
});

describe("where the interpreter does not count its ring", () => {
  it("says so at boot", () => {
    const { platform } = boot();
    platform.isHostConnected = true;
    platform.runFor(1000);
    expect(platform.messages).toContain(
      "usb-console: a host that is there but does not read may stall a write",
    );
  });

  it("waits once for a host that stops reading, and then leaves it alone", () => {
    const { platform, pr } = boot();
    platform.isHostConnected = true;
    platform.runFor(1000);
    platform.isReading = false;
    for (let i = 0; i < 20; i++) pr.info("n %d", i);
    platform.runFor(1000);
    expect(platform.stalls).toBe(1);
    platform.isHostConnected = true;
    platform.runFor(3000);
    expect(platform.stalls).toBe(1);
  });

  it("loses nothing to a host that reads", () => {
    const { platform, pr } = boot();
    platform.isHostConnected = true;
    platform.runFor(1000);
    for (let i = 0; i < 30; i++) pr.info("n %d", i);
    platform.runFor(3000);
    expect(platform.messages.slice(-30)).toEqual(numbers(30));
    expect(platform.stalls).toBe(0);
  });
});

it("is refused on an RP2040, whose USB a host can hang for good", () => {
  const platform = new HostPlatform();
  const port = new TestPort();
  bootPlugins(platform, [consoleOn(port), usbConsole()], FIFO);
  platform.runFor(10);
  expect(port.messages.at(-1)).toMatch(/^baton: plugin usb-console: .*hangs this board; use uartConsole\(\)/);
});

it("is refused on a board without USB", () => {
  const platform = new (class extends TestPlatform {
    override serial(): never {
      return undefined as never;
    }
  })();
  const port = new TestPort();
  bootPlugins(platform, [consoleOn(port), usbConsole()]);
  platform.runFor(10);
  expect(port.messages.at(-1)).toMatch(/plugin usb-console: .*the board has no USB/);
});
