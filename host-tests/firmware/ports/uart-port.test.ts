// Goal: the port never hands over more than fits, and keeps the line busy. Method: a device that drains at the baud
// rate in the test's own time and counts what would have waited.
import { describe, expect, it } from "vitest";
import type { Transmit } from "../../../firmware/board.ts";
import { bufferRoom } from "../../../firmware/ports/buffer-room.ts";
import { fifoRoom } from "../../../firmware/ports/fifo-room.ts";
import { createUartPort } from "../../../firmware/ports/uart-port.ts";
import { TestPlatform } from "../../support/test-platform.ts";

const ROOMS = { fifo: fifoRoom, buffer: bufferRoom };
const BAUD = 9600;
const CHARS_PER_SECOND = BAUD / 10;
const FIFO: Transmit = { kind: "fifo", depth: 32, flagsAddress: 0x40034018 };
const BUFFER: Transmit = { kind: "buffer", depth: 127 };

/** A UART that drains in the platform's time; `overflow` counts characters that did not fit when they came. */
class DrainingPlatform extends TestPlatform {
  overflow = 0;
  sent = 0;
  private readonly depth: number;
  private emptyS = 0;

  constructor(depth: number) {
    super();
    this.depth = depth;
  }

  override serial() {
    return { setup: () => {}, write: (text: string) => this.put(text.length) };
  }

  get queued(): number {
    return Math.ceil(Math.max(0, this.emptyS - this.now()) * CHARS_PER_SECOND - 1e-9);
  }

  put(count: number): void {
    this.overflow = Math.max(this.overflow, this.queued + count - this.depth);
    this.emptyS = Math.max(this.emptyS, this.now()) + count / CHARS_PER_SECOND;
    this.sent += count;
    this.refreshFlags();
  }

  refreshFlags(): void {
    this.flags = this.queued === 0 ? 0x80 : this.queued >= this.depth ? 0x20 : 0;
  }
}

function pump(platform: DrainingPlatform, transmit: Transmit, chars: number): number {
  const port = createUartPort(platform, ROOMS, { device: "Serial1", transmit }, BAUD);
  const text = "x".repeat(chars);
  let offset = 0;
  while (offset < chars) {
    platform.refreshFlags();
    offset += port.write(text, offset, chars - offset);
    if (offset < chars) platform.runFor(port.dueMs);
  }
  return platform.now() + platform.queued / CHARS_PER_SECOND;
}

describe.each([
  ["a FIFO", FIFO],
  ["a transmit ring", BUFFER],
] as const)("a UART with %s", (_, transmit) => {
  it("never gets more than fits, and its line is never idle while there is more", () => {
    const platform = new DrainingPlatform(transmit.depth);
    const seconds = pump(platform, transmit, 5000);
    expect(platform.overflow).toBeLessThanOrEqual(0);
    expect(platform.sent).toBe(5000);
    expect(seconds).toBeCloseTo(5000 / CHARS_PER_SECOND, 1);
  });
});

it("trusts the flag register more than its own reckoning when somebody else writes too", () => {
  const platform = new DrainingPlatform(FIFO.depth);
  const port = createUartPort(platform, ROOMS, { device: "Serial1", transmit: FIFO }, BAUD);
  platform.put(FIFO.depth);
  expect(port.write("more", 0, 4)).toBe(0);
});

describe("the interpreter's own count of a transmit ring", () => {
  const TOTAL = 128;

  /** Writes 40 characters into the empty ring, lets somebody else add 60, and asks for the room when the gauge is next read. */
  function roomAfterOthers(used: (queued: number) => number): number {
    const platform = new DrainingPlatform(BUFFER.depth);
    platform.ring = () => ({ used: used(platform.queued), total: TOTAL });
    const port = createUartPort(platform, ROOMS, { device: "Serial1", transmit: BUFFER }, BAUD);
    port.write("x".repeat(40), 0, 40);
    for (let slice = 0; slice < 64; slice++) port.write("", 0, 0);
    platform.runFor(1000);
    platform.put(60);
    return port.write("x".repeat(200), 0, 200);
  }

  it("corrects the reckoning where it is right", () => {
    expect(roomAfterOthers((queued) => queued)).toBeLessThanOrEqual(BUFFER.depth - 60);
  });

  it("corrects the reckoning where it tells what is free instead", () => {
    expect(roomAfterOthers((queued) => (queued ? TOTAL - queued : 0))).toBeLessThanOrEqual(BUFFER.depth - 60);
  });

  it("is ignored where it makes no sense", () => {
    expect(roomAfterOthers(() => 17)).toBe(BUFFER.depth);
  });
});

it("goes on when the clock was set back, as soon as the buffer is empty", () => {
  const platform = new DrainingPlatform(FIFO.depth);
  platform.setTime(1000);
  const port = createUartPort(platform, ROOMS, { device: "Serial1", transmit: FIFO }, BAUD);
  expect(port.write("x".repeat(99), 0, 99)).toBe(FIFO.depth);
  platform.setTime(0);
  platform.flags = 0;
  expect(port.write("more", 0, 4)).toBe(0);
  platform.flags = 0x80;
  expect(port.write("more", 0, 4)).toBe(0);
  expect(port.write("more", 0, 4)).toBe(4);
});
