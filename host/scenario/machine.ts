import type { PrintkStats } from "../sim/report.ts";
import type { WireTap } from "./wire-tap.ts";

/** A board in virtual time, simulated or emulated, as `VirtualTarget` drives it. Time passes inside `runFor` only. */
export interface Machine {
  /** As after `--on`. */
  readonly name: string;
  /** The device of the console. */
  readonly consoleDevice: string;
  /** Milliseconds since it was first switched on, the time without power included. */
  readonly nowMs: number;
  /** The longest turn of the event loop since then. */
  readonly worstStallMs: number;
  /** Edges and received bytes that the interpreter never saw since the power was last switched on. */
  readonly eventsLost: number;
  /** What the application threw since its last start and nobody caught, where that is known. */
  readonly uncaught: readonly string[];
  /** Called with each byte when its last bit has left the console. */
  onConsoleByte: (byte: number, endMs: number) => void;
  /** The time on the clock of a `WireTap`. */
  readonly poweredUs: number;
  /** Has somebody hear what crosses the ports and pins from now on, power cuts included. */
  tap(tap: WireTap): void;
  runFor(ms: number): void;
  /** Drives a pin from outside at once. @throws CliError `UNKNOWN_PIN` */
  drive(pin: string, isHigh: boolean): void;
  isHigh(pin: string): boolean;
  /** Puts text on a receive line. @throws CliError `UNKNOWN_UART` */
  receive(device: string, text: string): void;
  startStorm(forMs: number, seed: number): void;
  powerCut(forMs: number): void;
  /** The firmware's own books; `undefined` for an application that logs by other means. */
  stats(): PrintkStats | undefined;
}
