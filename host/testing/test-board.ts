import { type Arrival, type Item, plainText } from "../monitor/item.ts";
import { textRenderer } from "../monitor/render.ts";
import type { SimMachine } from "../scenario/sim-machine.ts";
import type { Losses } from "../scenario/target.ts";
import { VirtualTarget } from "../scenario/virtual-target.ts";
import { notSaid } from "./errors.ts";

/** A pin as the world around the board has it in hand. */
export interface TestPin {
  readonly isHigh: boolean;
  /** What happened to it since the board was switched on. */
  readonly changes: readonly PinChange[];
  /** Sets its level from outside. */
  drive(isHigh: boolean): void;
}

export interface PinChange {
  readonly atMs: number;
  readonly isHigh: boolean;
  /** Who changed it: the application, or the world outside. */
  readonly by: "program" | "outside";
}

export interface UntilOptions {
  /** How long it may take, in the board's time; 5000 unless given. */
  readonly withinMs?: number;
}

const withinMsUsual = 5000;
const holdMsUsual = 50;
const lastLinesMax = 20;

/**
 * An application on a simulated board, in the hands of a test. What is done to the board happens at the present moment
 * of its time; time passes in `until`, `runFor` and `losses`.
 */
export class TestBoard {
  private readonly machine: SimMachine;
  private readonly target: VirtualTarget;
  private readonly seed: number;
  private readonly changes = new Map<string, PinChange[]>();
  private position = 0;

  constructor(machine: SimMachine, seed: number) {
    this.machine = machine;
    this.seed = seed;
    this.target = new VirtualTarget(machine, { seed });
    this.watchPins();
  }

  /** Milliseconds since the board was first switched on. */
  get nowMs(): number {
    return this.machine.nowMs;
  }

  /** What the board has said: records, announced losses, other lines. */
  get log(): readonly Item[] {
    return this.arrivals.map(({ item }) => item);
  }

  /** The log for people, with the board's times: `[    1.234567] info   storm: text`. */
  get lines(): readonly string[] {
    return this.arrivals.map(textRenderer({ hasColours: false, times: ["device"], hasPorts: false }));
  }

  /** The log without times, which is what a snapshot should hold: they change with every line of code. */
  get messages(): readonly string[] {
    return this.arrivals.map(textRenderer({ hasColours: false, times: [], hasPorts: false }));
  }

  /** What the application threw since it last started and nobody caught. */
  get uncaught(): readonly string[] {
    return this.machine.uncaught;
  }

  /** The longest turn of the event loop so far, in milliseconds. */
  get worstStallMs(): number {
    return this.machine.worstStallMs;
  }

  /** @param name - the board's, or `BTN` and `LED` for its first. @throws CliError `UNKNOWN_PIN` */
  pin(name: string): TestPin {
    const { machine, changes } = this;
    return {
      get isHigh() {
        return machine.isHigh(name);
      },
      get changes() {
        return changes.get(machine.board.pin(name).name) ?? [];
      },
      drive: (isHigh) => machine.drive(name, isHigh),
    };
  }

  /** Presses a button, or drives any pin to its other level, and lets go when the board's time is that much later. */
  press(name: string, holdMs = holdMsUsual): void {
    const pin = this.machine.board.pin(name);
    const atRest = pin.isHigh;
    pin.drive(!atRest);
    pin.drive(atRest, this.machine.board.clock.nowUs + holdMs * 1000);
  }

  /** Sends text to a port, the console unless another is named. It arrives at the line's speed. */
  write(text: string, device = this.machine.consoleDevice): void {
    this.machine.receive(device, text);
  }

  /** Has edges rain on the pins that the application watches and bytes on the ports it listens to, from now on. */
  storm(forMs: number, seed = this.seed): void {
    this.machine.startStorm(forMs, seed);
  }

  /** Cuts the power and switches on again. The flash keeps what it has, and so does the log. */
  powerCut(forMs = 1000): void {
    this.target.powerCut(forMs);
    this.watchPins();
  }

  /** Lets time pass. @throws CliError `BOARD_STUCK` when the application never comes back. */
  runFor(ms: number): void {
    this.machine.runFor(ms);
  }

  /**
   * Lets time pass until the board says something. It looks from behind what the last `until` found.
   *
   * @param pattern - for the line, with the facility and without time and level.
   * @returns what matched.
   * @throws CliError `NOT_SAID`, with what it said last.
   */
  async until(pattern: RegExp, { withinMs = withinMsUsual }: UntilOptions = {}): Promise<Item> {
    const { log } = this.target;
    let found: Arrival | undefined;
    const isSaid = (): boolean => {
      while (found === undefined && this.position < log.end) {
        const arrival = log.at(this.position++);
        if (arrival !== undefined && plainText(arrival.item).search(pattern) >= 0) found = arrival;
      }
      return found !== undefined;
    };
    await this.target.passUntil(isSaid, withinMs);
    if (found === undefined)
      throw notSaid(pattern, withinMs, this.lines.slice(-lastLinesMax), this.uncaught[0]);
    return found.item;
  }

  /** Lets the board write what it still has. @returns what was lost since it last started. */
  losses(): Losses {
    return this.target.lossesNow();
  }

  private get arrivals(): readonly Arrival[] {
    return this.target.log.since(0);
  }

  private watchPins(): void {
    this.changes.clear();
    const sinceMs = this.machine.nowMs;
    for (const pin of this.machine.board.hardware.pins.values())
      pin.onChange((isHigh, timeUs, by) => {
        const known = this.changes.get(pin.name) ?? [];
        known.push({ atMs: sinceMs + timeUs / 1000, isHigh, by });
        this.changes.set(pin.name, known);
      });
  }
}
