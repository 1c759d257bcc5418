/**
 * An Espruino board in virtual time: it boots what is in its flash, runs it, and can be watched and poked from
 * outside at any microsecond. The same board, options and input give the same bytes at the same times.
 */
import type { Board } from "../../firmware/board.ts";
import { Prng } from "../prng.ts";
import { ExecutionAborted } from "./abort.ts";
import type { VirtualClock } from "./clock.ts";
import { boardStuck, noSuchPin, noSuchUart } from "./errors.ts";
import { Hardware } from "./hardware.ts";
import { runTurn } from "./idle-loop.ts";
import type { Injection } from "./interpreter.ts";
import type { SimulatedPin } from "./pin.ts";
import { pinCalled } from "./pin-names.ts";
import type { Scope } from "./realm.ts";
import { Runtime, type RuntimeOptions } from "./runtime.ts";
import { sleep } from "./sleep.ts";
import { Stalls } from "./stalls.ts";
import type { SimulatedUart } from "./uart.ts";
import type { SimulatedUsb } from "./usb.ts";

export interface SimulatedBoardOptions extends Partial<RuntimeOptions> {
  /** Of all chance in the board: `Math.random`, `E.hwRand`. */
  readonly seed?: number;
  /** The files in flash, to be shared with the next board. */
  readonly storage?: Map<string, string>;
}

export class SimulatedBoard {
  readonly hardware: Hardware;
  readonly stalls = new Stalls();
  /** Restarts since power-on, of the interpreter or of the machine. */
  restarts = 0;
  private runtime: Runtime;
  private isOn = false;
  private injections: [number, Injection][] = [];

  constructor(
    readonly board: Board,
    private readonly options: SimulatedBoardOptions = {},
  ) {
    this.hardware = new Hardware(board, options.storage);
    this.runtime = this.newRuntime(0);
  }

  get clock(): VirtualClock {
    return this.hardware.clock;
  }

  /** The board's global scope. It is a new one after each restart. */
  get global(): Scope {
    return this.runtime.interpreter.realm.global;
  }

  /** Statements run since power-on. */
  get statements(): number {
    return this.runtime.interpreter.statements;
  }

  get stats(): BoardStats {
    const { events, uarts } = this.hardware;
    const overrun = [...uarts.values()].reduce((sum, uart) => sum + uart.overrun, 0);
    return {
      events: { raised: events.raised + overrun, lost: events.lost + overrun },
      stallMs: { max: this.stalls.quantileMs(1), p99: this.stalls.quantileMs(0.99) },
      turns: this.stalls.turns.length,
    };
  }

  uart(device: string): SimulatedUart {
    const uart = this.hardware.uarts.get(device);
    if (!uart) throw noSuchUart(device, [...this.hardware.uarts.keys()]);
    return uart;
  }

  get usb(): SimulatedUsb {
    return this.hardware.usb;
  }

  pin(name: string): SimulatedPin {
    const pin = this.hardware.pins.get(pinCalled(name, this.board));
    if (!pin) throw noSuchPin(name, this.board.name);
    return pin;
  }

  /** Writes the boot code and restarts, as flashing does. */
  load(code: string): void {
    this.isOn = true;
    this.hardware.storage.erase(".bootcde");
    this.hardware.storage.write(".bootcde", code);
    this.whileRunning(() => this.restart(false));
  }

  /** Runs a program at once, as if it had been typed. @returns its value. */
  evaluate(source: string): unknown {
    this.switchOn();
    const { interpreter } = this.runtime;
    const value = this.whileRunning(() => interpreter.enter(() => interpreter.evaluate(source, "test")));
    this.runtime.checkErrors();
    return value;
  }

  /** Calls a function of the board's without a trace: no time passes, no statement is counted. For observers. */
  observe<T>(read: (global: Scope) => T): T {
    return this.runtime.interpreter.frozen(() => read(this.global));
  }

  /** What the program threw and nobody caught since its last start, in words. */
  get uncaught(): readonly string[] {
    return this.runtime.uncaught;
  }

  /** The UARTs whose input the program listens to, the console's excepted. */
  get listeningUarts(): SimulatedUart[] {
    return [...this.hardware.uarts.values()].filter(({ device }) => this.runtime.isListeningTo(device));
  }

  /** The pins that the program watches. */
  get watchedPins(): SimulatedPin[] {
    return [...this.hardware.pins.values()].filter(({ watchers }) => watchers > 0);
  }

  /** Lets virtual time pass. @throws CliError `BOARD_STUCK` when JavaScript never comes back. */
  runFor(ms: number): void {
    this.runUntilUs(this.clock.nowUs + ms * 1000, () => false);
  }

  /** Lets time pass until something is so, asked after every turn. @returns whether it is. */
  runUntil(predicate: () => boolean, limitMs: number): boolean {
    return predicate() || this.runUntilUs(this.clock.nowUs + limitMs * 1000, predicate);
  }

  /** Has something happen right before the statement of that number; see `statements`. */
  injectAt(statement: number, injection: Injection): void {
    this.injections.push([statement, injection]);
    this.runtime.interpreter.inject(statement, injection);
  }

  /** The board starts when its time first passes, so that whoever made it can listen from the first byte on. */
  private switchOn(): void {
    if (this.isOn) return;
    this.isOn = true;
    this.whileRunning(() => this.bootRuntime(false));
  }

  private runUntilUs(limitUs: number, predicate: () => boolean): boolean {
    this.switchOn();
    while (this.clock.nowUs < limitUs) {
      if (!this.turn()) sleep(this.runtime, limitUs);
      if (predicate()) return true;
    }
    return false;
  }

  private turn(): boolean {
    const startUs = this.clock.nowUs;
    const wasBusy = this.whileRunning(() => this.turnWithTodos()) ?? true;
    if (wasBusy) this.stalls.add(startUs, this.clock.nowUs);
    return wasBusy;
  }

  private turnWithTodos(): boolean {
    const wasBusy = runTurn(this.runtime);
    const { todo, watchdog } = this.runtime;
    if (watchdog.hasFired) this.runtime.interpreter.abort("reboot");
    watchdog.afterTurn();
    if (todo) this.restart(todo.kind === "reset", todo.kind === "load" ? todo.file : undefined);
    return wasBusy;
  }

  /** @returns `undefined` when the machine restarted meanwhile. */
  private whileRunning<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof ExecutionAborted)) throw error;
      if (error.reason === "stuck") throw boardStuck(this.board.name, this.clock.nowUs / 1e6);
      this.reboot();
      return undefined;
    }
  }

  /** The machine starts from the beginning, its clock included. */
  private reboot(): void {
    this.hardware.events.clear();
    this.hardware.startUs = this.clock.nowUs;
    this.hardware.bootUs = this.clock.nowUs;
    this.whileRunning(() => this.restart(false));
  }

  private restart(hasBeenReset: boolean, file?: string): void {
    this.restarts++;
    this.runtime.watchdog.disable();
    this.hardware.reset();
    this.hardware.errors.clear();
    this.runtime = this.newRuntime(this.statements);
    this.bootRuntime(hasBeenReset, file);
  }

  private newRuntime(firstStatement: number): Runtime {
    const prng = new Prng((this.options.seed ?? 1) + this.restarts);
    const runtime = new Runtime(
      this.hardware,
      { ...this.options, transmitUsage: this.options.transmitUsage ?? "absent" },
      () => prng.fraction(),
      firstStatement,
    );
    for (const [statement, injection] of this.injections) runtime.interpreter.inject(statement, injection);
    return runtime;
  }

  private bootRuntime(hasBeenReset: boolean, file?: string): void {
    this.runtime.boot(hasBeenReset || file !== undefined);
    if (file !== undefined) this.runtime.runFile(file);
    this.runtime.prompt.greet();
  }
}

export interface BoardStats {
  /** Edges and received bytes, and those of them that Espruino never saw. */
  readonly events: { readonly raised: number; readonly lost: number };
  readonly stallMs: { readonly max: number; readonly p99: number };
  /** Turns of the event loop in which something was done. */
  readonly turns: number;
}
