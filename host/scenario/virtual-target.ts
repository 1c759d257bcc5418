import { setImmediate } from "node:timers/promises";
import type { Item } from "../monitor/item.ts";
import type { Stage } from "../monitor/stage.ts";
import { BoardLog } from "./board-log.ts";
import type { Machine } from "./machine.ts";
import type { Losses, Target } from "./target.ts";

/**
 * How often it is asked whether something is so, in virtual milliseconds. Steps end at multiples of it, because where a
 * sleeping board is looked at is where it polls its UARTs: whoever replays a run makes the same steps.
 */
const stepMs = 1;
/** What is as good as the end of a step: less would be lost in the rounding. */
const roundingMs = 1e-6;
/** Steps between which the process looks after other things, such as Ctrl-C. */
const stepsPerBreath = 50;
/** A board that has said nothing for so long has written what it had. */
const quietMs = 100;
/** A board that never stops speaking is not waited for any longer. */
const settleMsMax = 10_000;

export interface VirtualTargetOptions {
  /** Of the storms that name none. */
  readonly seed: number;
  /** Makes items of what the board says: of lines of text unless given. */
  readonly decoder?: Stage<string, Item>;
  /** Ends it all early; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** A machine as a scenario's target: the same steps at the same virtual times give the same bytes. */
export class VirtualTarget implements Target {
  readonly log: BoardLog;
  readonly machine: Machine;
  private readonly options: VirtualTargetOptions;
  private isPlugged = true;
  private hasHeardAll = true;
  private lastByteMs = 0;

  constructor(machine: Machine, options: VirtualTargetOptions) {
    this.machine = machine;
    this.options = options;
    this.log = new BoardLog(machine.name, options.decoder);
    machine.onConsoleByte = (byte, endMs) => this.hear(byte, endMs);
  }

  get name(): string {
    return this.machine.name;
  }

  get nowMs(): number {
    return this.machine.nowMs;
  }

  async passUntil(isSo: () => boolean, limitMs: number): Promise<boolean> {
    const endMs = this.nowMs + limitMs;
    for (let steps = 1; !isSo(); steps++) {
      if (this.nowMs >= endMs - roundingMs) return false;
      this.machine.runFor(nextStepMs(this.nowMs) - this.nowMs);
      if (steps % stepsPerBreath === 0) await this.breathe();
    }
    return true;
  }

  async pass(ms: number): Promise<void> {
    await this.passUntil(never, ms);
  }

  async press(pin: string, holdMs: number): Promise<void> {
    const atRest = this.machine.isHigh(pin);
    this.machine.drive(pin, !atRest);
    await this.pass(holdMs);
    this.machine.drive(pin, atRest);
  }

  async storm(forMs: number, seed = this.options.seed): Promise<void> {
    this.machine.startStorm(forMs, seed);
    await this.pass(forMs);
  }

  async write(text: string): Promise<void> {
    this.machine.receive(this.machine.consoleDevice, text);
  }

  async writeTo(device: string, text: string): Promise<void> {
    this.machine.receive(device, text);
  }

  async powerCut(forMs: number): Promise<void> {
    this.machine.powerCut(forMs);
    this.log.restart(this.nowMs);
    this.hasHeardAll = this.isPlugged;
  }

  async unplug(forMs: number): Promise<void> {
    this.log.cut(this.nowMs);
    this.isPlugged = false;
    this.hasHeardAll = false;
    await this.pass(forMs);
    this.isPlugged = true;
  }

  worstStallMs(): number {
    return this.machine.worstStallMs;
  }

  uncaught(): readonly string[] {
    return this.machine.uncaught;
  }

  /** Lets the firmware write what it still has first. */
  async losses(): Promise<Losses> {
    const endMs = this.nowMs + settleMsMax;
    let isSettled = this.isSettled();
    for (; !isSettled && this.nowMs < endMs; isSettled = this.isSettled()) await this.pass(quietMs);
    return this.compareBooks(isSettled);
  }

  /** As `losses`, for whoever cannot wait for a promise. */
  lossesNow(): Losses {
    const endMs = this.nowMs + settleMsMax;
    let isSettled = this.isSettled();
    for (; !isSettled && this.nowMs < endMs; isSettled = this.isSettled()) this.machine.runFor(quietMs);
    return this.compareBooks(isSettled);
  }

  async close(): Promise<void> {}

  /** The firmware's books, and what does not add up between them and what was heard. */
  private compareBooks(isSettled: boolean): Losses {
    const stats = this.machine.stats();
    const events = this.machine.eventsLost;
    const console = stats?.consoles.find(({ name }) => name === this.machine.consoleDevice);
    if (stats === undefined || console === undefined) return { records: {}, events };
    const canCompare = isSettled && this.hasHeardAll;
    const unheard = canCompare ? console.written - this.log.recordsSinceStart : 0;
    return { records: positive({ ...console.dropped, "not received": unheard }), events };
  }

  /** Nothing is on its way. */
  private isSettled(): boolean {
    return this.nowMs - this.lastByteMs >= quietMs && !this.machine.stats()?.pending;
  }

  private hear(byte: number, endMs: number): void {
    this.lastByteMs = endMs;
    if (this.isPlugged) this.log.hear(Uint8Array.of(byte), endMs);
  }

  private async breathe(): Promise<void> {
    await setImmediate();
    this.options.signal?.throwIfAborted();
  }
}

const nextStepMs = (nowMs: number): number => (Math.floor((nowMs + roundingMs) / stepMs) + 1) * stepMs;

const never = (): boolean => false;

const positive = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
