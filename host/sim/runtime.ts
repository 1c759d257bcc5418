/**
 * One life of the interpreter, from its start to the next `reset()`, `load()` or reboot: its global scope, its timers
 * and watches, what waits to be called, its console and prompt.
 */
import { ConsoleOutput } from "./console-output.ts";
import { loopCosts } from "./costs.ts";
import { defineGlobals } from "./globals/define-globals.ts";
import type { Hardware } from "./hardware.ts";
import { inspect } from "./inspect.ts";
import { Interpreter, type Watched } from "./interpreter.ts";
import { type Callback, Listeners } from "./listeners.ts";
import { MachineCode } from "./machine-code.ts";
import { Prompt } from "./prompt.ts";
import { Serials } from "./serials.ts";
import { Timers } from "./timers.ts";
import { Watchdog } from "./watchdog.ts";
import { Watches } from "./watches.ts";

/** Run before the boot code, at every start. */
const ALWAYS_RUN = [".boot0", ".boot1", ".boot2", ".boot3"];

/** What the program asked for and the idle loop has yet to do. */
export type Todo = { readonly kind: "reset" } | { readonly kind: "load"; readonly file?: string };

interface QueuedCall {
  readonly callback: unknown;
  readonly self: unknown;
  readonly args: readonly unknown[];
}

export class Runtime {
  readonly interpreter: Interpreter;
  readonly listeners = new Listeners();
  readonly timers = new Timers();
  readonly watches: Watches;
  readonly console: ConsoleOutput;
  readonly prompt: Prompt;
  readonly serials: Serials;
  /** What was thrown and nobody caught, in words. */
  readonly uncaught: string[] = [];
  /** The names under which objects print themselves: pins and ports. */
  readonly names = new WeakMap<object, string>();
  readonly watchdog: Watchdog;
  readonly machineCode: MachineCode;
  todo?: Todo;
  private queue: QueuedCall[] = [];
  /** A callback of an event was interrupted, and nobody has reported it. */
  private isEventInterrupted = false;

  constructor(
    readonly hardware: Hardware,
    readonly options: RuntimeOptions,
    /** A number, 0 ≤ x < 1. */
    readonly random: () => number,
    firstStatement: number,
  ) {
    const { prompt } = hardware.board;
    const uart = hardware.uarts.get(prompt.device);
    if (uart) uart.baud = prompt.baud;
    this.interpreter = new Interpreter(hardware, firstStatement, options.watched);
    this.interpreter.runExec = (calls) => this.runExec(calls);
    this.interpreter.onOutOfMemory = () => this.reportOutOfMemory();
    this.watches = new Watches(this.timers, () => this.hardware.errors.raise("CALLBACK"));
    this.watchdog = new Watchdog(hardware.clock);
    this.console = new ConsoleOutput(hardware, prompt.device);
    this.prompt = new Prompt(this);
    this.serials = new Serials(this);
    hardware.onCtrlC = (device) => {
      if (device === this.console.device) this.prompt.interrupt();
    };
    this.machineCode = new MachineCode(hardware.registers);
    defineGlobals(this);
  }

  /**
   * Runs the boot code, then announces itself. Where there is a `.bootrst` it stands in for `.bootcde` at every start.
   *
   * Source: src/jsflash.c, jsfLoadBootCodeFromFlash and jsfGetBootCodeFromFlash.
   */
  boot(hasBeenReset: boolean): void {
    for (const name of ALWAYS_RUN) this.runFile(name);
    const isAlone = this.hardware.storage.read(".bootrst") !== undefined;
    if (isAlone || hasBeenReset) this.runFile(".bootrst");
    else this.runFile(".bootcde");
    const { onInit } = this.interpreter.realm.global;
    if (typeof onInit === "function") this.call(onInit);
    this.checkErrors();
  }

  runFile(name: string): void {
    const code = this.hardware.storage.read(name);
    if (code === undefined) return;
    this.interpreter.enter(() => this.interpreter.evaluate(code, name));
    this.checkErrors();
  }

  /**
   * Calls back into JavaScript: a function, a list of them, or a program as text.
   *
   * @returns false when it was interrupted, or when something before it was and is not reported yet.
   */
  call(callback: unknown, self?: unknown, args: readonly unknown[] = []): boolean {
    this.hardware.spend(loopCosts.callback);
    for (const each of Array.isArray(callback) ? callback : [callback])
      this.interpreter.enter(() =>
        typeof each === "string"
          ? this.interpreter.evaluate(each, "event")
          : Reflect.apply(each, self ?? this.interpreter.realm.global, args),
      );
    this.isEventInterrupted ||= this.interpreter.isInterrupted;
    return !this.interpreter.isInterrupted;
  }

  /** Calls the listeners at once. @returns whether there were any. */
  emit(object: object, event: string, ...args: unknown[]): boolean {
    const callbacks = this.listeners.of(object, event);
    if (callbacks.length > 0) this.call(callbacks, object, args);
    return callbacks.length > 0;
  }

  /** Has something called in this turn's phase for queued calls. */
  enqueue(callback: Callback, self?: unknown, args: readonly unknown[] = []): void {
    this.queue.push({ callback, self, args });
  }

  get hasQueued(): boolean {
    return this.queue.length > 0;
  }

  /** Works the queue off, with what is added meanwhile. Nothing runs after an interruption in the same turn. */
  runQueue(): boolean {
    const hasWork = this.hasQueued;
    if (this.interpreter.isInterrupted) return hasWork;
    for (let next = this.queue.shift(); next; next = this.queue.shift())
      this.call(next.callback, next.self, next.args);
    return hasWork;
  }

  /** @param timeUs - what the chip's clock shows meanwhile. Takes the time that the processor needs. */
  runMachineCode(address: number, args: readonly number[], timeUs: number): number {
    const { clock, board } = this.hardware;
    clock.nowUs += (this.machineCode.call(address, args, timeUs) * 1e6) / board.clockHz;
    return this.machineCode.result;
  }

  /** Runs what EXEC timers asked for, in the middle of whatever runs. It cannot be interrupted by the same. */
  runExec(calls: readonly (() => void)[]): void {
    const { execTimers } = this.hardware;
    execTimers.isRunning = true;
    for (const call of calls) {
      this.interpreter.enter(() => Reflect.apply(call, this.interpreter.realm.global, []));
      this.checkErrors();
    }
    execTimers.isRunning = false;
  }

  /** Whether what arrives at a port reaches a listener. */
  isListeningTo(device: string): boolean {
    return (
      device !== this.console.device && this.listeners.of(this.serials.objects[device]!, "data").length > 0
    );
  }

  /** Reports what went wrong since the last time. Source: src/jsinteractive.c, jsiCheckErrors. */
  checkErrors(): void {
    if (this.isEventInterrupted) {
      this.isEventInterrupted = false;
      this.interpreter.isInterrupted = false;
      this.report("Execution Interrupted during event processing.\n");
    }
    this.reportException();
    if (this.interpreter.isInterrupted) {
      this.interpreter.isInterrupted = false;
      this.report("Execution Interrupted\n");
    }
    this.reportFlags();
  }

  /** Prints, and has the prompt drawn again afterwards. */
  report(text: string): void {
    this.prompt.hide();
    this.console.print(text);
  }

  private reportException(): void {
    const { interpreter } = this;
    const process = interpreter.realm.global.process;
    if (interpreter.exception) {
      const { value } = interpreter.exception;
      const callbacks = this.listeners.of(process, "uncaughtException");
      if (callbacks.length > 0) {
        interpreter.exception = undefined;
        this.call(callbacks, process, [value]);
      }
    }
    if (!interpreter.exception) return;
    const { value } = interpreter.exception;
    interpreter.exception = undefined;
    const stack = (value as { stack?: unknown } | undefined)?.stack;
    this.uncaught.push(errorText(value));
    this.report(`Uncaught ${errorText(value)}\n${typeof stack === "string" ? stack : ""}`);
  }

  private reportFlags(): void {
    const flags = this.hardware.errors.unreported();
    if (flags.length === 0) return;
    const { realm } = this.interpreter;
    this.emit(realm.global.E, "errorFlag", realm.array(flags));
    this.report(`New interpreter error: ${flags.join(",")}\n`);
  }

  private reportOutOfMemory(): void {
    this.hardware.errors.raise("LOW_MEMORY");
    this.hardware.errors.raise("MEMORY");
    this.report("OUT OF MEMORY\n");
  }
}

export interface RuntimeOptions {
  /** `process.memory(false).tx`: absent as in 2v29, right, or with `used` counting what is free as in 2v30's code. */
  readonly transmitUsage: "absent" | "right" | "inverted";
  readonly watched?: Watched;
}

function errorText(value: unknown): string {
  if (typeof value === "string") return value;
  const { type, name, message } = (value ?? {}) as Record<string, unknown>;
  if (typeof message !== "string") return inspect(value, () => undefined);
  return `${type ?? name ?? "Error"}: ${message.replace(/^(\S+) is not defined$/, '"$1" is not defined')}`;
}
