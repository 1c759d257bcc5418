import type { Board } from "../../firmware/board.ts";
import { type PrintkStats, printkStats } from "../sim/report.ts";
import { SimulatedBoard } from "../sim/simulated-board.ts";
import { startStorm } from "../sim/storm.ts";
import type { Machine } from "./machine.ts";
import type { WireTap } from "./wire-tap.ts";

export interface SimMachineOptions {
  readonly board: Board;
  /** The bundle, as it is flashed. */
  readonly code: string;
  readonly seed: number;
}

/** The simulated board. A power cut makes a new one with the same flash. */
export class SimMachine implements Machine {
  readonly name = "sim";
  readonly consoleDevice: string;
  onConsoleByte: Machine["onConsoleByte"] = () => {};
  private readonly options: SimMachineOptions;
  private readonly storage: Map<string, string>;
  private current: SimulatedBoard;
  private sinceMs = 0;
  private stallMsBefore = 0;
  private readonly taps: WireTap[] = [];

  constructor(options: SimMachineOptions) {
    this.options = options;
    this.storage = new Map([[".bootcde", options.code]]);
    this.consoleDevice = options.board.console.device;
    this.current = this.newBoard();
  }

  /** The board that is switched on. */
  get board(): SimulatedBoard {
    return this.current;
  }

  get nowMs(): number {
    return this.sinceMs + this.current.clock.nowUs / 1000;
  }

  get poweredUs(): number {
    return this.current.clock.nowUs;
  }

  get worstStallMs(): number {
    return Math.max(this.stallMsBefore, this.current.stalls.quantileMs(1));
  }

  get eventsLost(): number {
    return this.current.stats.events.lost;
  }

  get uncaught(): readonly string[] {
    return this.current.uncaught;
  }

  tap(tap: WireTap): void {
    this.taps.push(tap);
    tapBoard(this.current, tap);
  }

  runFor(ms: number): void {
    this.current.runFor(ms);
  }

  drive(pin: string, isHigh: boolean): void {
    this.current.pin(pin).drive(isHigh);
  }

  isHigh(pin: string): boolean {
    return this.current.pin(pin).isHigh;
  }

  receive(device: string, text: string): void {
    this.current.uart(device).receive(Buffer.from(text, "utf8"));
  }

  startStorm(forMs: number, seed: number): void {
    startStorm(this.current, forMs, seed);
  }

  powerCut(forMs: number): void {
    this.stallMsBefore = this.worstStallMs;
    const atUs = this.poweredUs;
    this.sinceMs = this.nowMs + forMs;
    this.current = this.newBoard();
    for (const tap of this.taps) {
      tap.powerCut(atUs, forMs);
      tapBoard(this.current, tap);
    }
  }

  stats(): PrintkStats | undefined {
    return printkStats(this.current);
  }

  private newBoard(): SimulatedBoard {
    const { board: facts, seed } = this.options;
    const board = new SimulatedBoard(facts, { seed, storage: this.storage });
    const { sinceMs } = this;
    board.uart(this.consoleDevice).onByte((byte, endUs) => this.onConsoleByte(byte, sinceMs + endUs / 1000));
    return board;
  }
}

function tapBoard({ hardware: { uarts, pins } }: SimulatedBoard, tap: WireTap): void {
  for (const uart of uarts.values()) {
    uart.onByte((byte, atUs) => tap.out(uart.device, byte, atUs));
    uart.onReceive((bytes, atUs) => tap.in(uart.device, bytes, atUs));
  }
  for (const pin of pins.values()) pin.onChange((isHigh, atUs, by) => tap.pin(pin.name, isHigh, atUs, by));
}
