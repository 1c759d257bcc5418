import type { SerialDevice } from "../../firmware/platform/platform.ts";
import { TestPlatform } from "../support/test-platform.ts";
import { BUFFER } from "./boot-plugins.ts";

/** What a host takes from USB in a millisecond, at least. */
const CHARS_PER_MS = 64;
/** How long Espruino waits for a host that does not read before it takes it for gone. */
const PATIENCE_MS = 400;

/**
 * A board with a host on USB, which comes, goes, reads or does not. A write that does not fit the transmit ring waits,
 * as on a board: for a host that reads, or until the patience is over and the host counts as gone.
 */
export class HostPlatform extends TestPlatform {
  isReading = true;
  /** What reached the host, what was discarded, and how often a write waited. */
  text = "";
  discarded = "";
  stalls = 0;
  private queued = "";
  private drainedMs = 0;

  override serial(): SerialDevice {
    return {
      setup: () => {},
      write: (text) => this.take(text),
      isConnected: () => this.isHostConnected,
    };
  }

  /** Has the interpreter count its ring: rightly, or with the sense reversed as in its first form. */
  countRing(isReversed: boolean): void {
    const total = BUFFER.depth + 1;
    this.ring = () => {
      this.drain();
      const used = this.queued.length;
      return { used: isReversed && used ? total - used : used, total };
    };
  }

  private take(text: string): void {
    this.drain();
    if (!this.isHostConnected) this.discarded += text;
    else this.queued += text;
    if (this.queued.length > BUFFER.depth) this.stall();
  }

  private stall(): void {
    this.stalls++;
    this.setTime(this.now() + PATIENCE_MS / 1000);
    if (!this.isReading) this.isHostConnected = false;
    this.drain();
  }

  private drain(): void {
    const ms = Math.floor(this.now() * 1000);
    const room = this.isReading && this.isHostConnected ? (ms - this.drainedMs) * CHARS_PER_MS : 0;
    this.drainedMs = ms;
    if (!this.isHostConnected) this.queued = "";
    this.text += this.queued.slice(0, room);
    this.queued = this.queued.slice(room);
  }

  /** The host goes, with what it has read; what waits for it in the ring is discarded. */
  hangUp(): void {
    this.isHostConnected = false;
    this.drain();
    this.text = "";
  }

  /** What reached the host, line by line, without the records' prefix. */
  get messages(): string[] {
    this.drain();
    return this.text
      .split("\r\n")
      .slice(0, -1)
      .map((line) => line.replace(/^<\d>\[ *\d+\.\d{6}\] /, ""));
  }
}
