/**
 * Espruino's globals, as far as device code uses them and as 2v29 really has them. The names here are never
 * shortened in the bundle.
 */
declare type IntervalId = number;

declare function getTime(): number;
declare function setTimeout(callback: () => void, delayMs: number): IntervalId;
declare function setTimeout<Values extends unknown[]>(
  callback: (...values: Values) => unknown,
  delayMs: number,
  ...values: Values
): IntervalId;
declare function clearTimeout(id: IntervalId): void;
declare function setInterval(callback: () => void, intervalMs: number): IntervalId;
declare function clearInterval(id: IntervalId): void;
declare function peek32(address: number): number;
declare function poke32(address: number, value: number): void;
/** What the base 64 text says, a character for each byte. */
declare function atob(text: string): string;
declare function print(...values: unknown[]): void;
declare function require(module: "timer"): EspruinoTimer;
declare function require(module: "Storage"): EspruinoStorage;

declare const console: { log(...values: unknown[]): void };
declare const global: Record<string, unknown>;
declare const process: {
  env: { BOARD: string; VERSION: string };
  on(event: "uncaughtException", callback: (error: unknown) => void): void;
  memory(collectGarbage: boolean): {
    free: number;
    usage: number;
    total: number;
    tx?: { used: number; total: number };
  };
};

/** A pin. Boards define `BTN`, `LED1`, `D0`, … as far as they have them. */
declare interface EspruinoPin {
  read(): boolean;
  write(value: boolean | number): void;
}
declare const BTN: EspruinoPin;
declare const LED: EspruinoPin;
declare const D2: EspruinoPin;
declare const D3: EspruinoPin;
declare const D4: EspruinoPin;
declare const D5: EspruinoPin;
declare const D6: EspruinoPin;
declare const A5: EspruinoPin;
declare const A6: EspruinoPin;
declare const A7: EspruinoPin;

/** What `setWatch` hands to its callback. Times are seconds, taken in the interrupt. */
declare interface EspruinoEdge {
  state: boolean;
  time: number;
  lastTime: number;
  pin: EspruinoPin;
}
declare function setWatch(
  callback: (edge: EspruinoEdge) => void,
  pin: EspruinoPin,
  options: { repeat?: boolean; edge?: "rising" | "falling" | "both"; debounce?: number; irq?: boolean },
): number;

declare interface EspruinoSerial {
  setup(baud: number, options?: { tx?: EspruinoPin; rx?: EspruinoPin }): void;
  write(text: string): void;
  on(event: "data", callback: (data: string) => void): void;
  isConnected?(): boolean;
}
declare const Serial1: EspruinoSerial;
declare const Serial2: EspruinoSerial;

/** The utility timer. EXEC (2v29) runs `fn` before the next statement of whatever JavaScript is running. */
declare interface EspruinoTimer {
  add(task: { type: "EXEC"; fn: () => void; time: number; interval?: number }): number;
  /** Runs machine code at `ptr` in the timer's interrupt itself. */
  add(task: { type: "EXEC"; ptr: number; time: number; interval?: number }): number;
  remove(id: number): void;
  /** `time` is what was left of it, in ms, at the last tick of any of them. */
  list(): { id: number; type: unknown; time: number }[];
}

declare interface EspruinoStorage {
  read(name: string): string | undefined;
  write(name: string, data: string, offset?: number, size?: number): boolean;
  erase(name: string): void;
}

declare const E: {
  on(event: "errorFlag", callback: (flags: string[]) => void): void;
  getErrorFlags(): string[];
  /** Restarts the chip. Does not return. */
  reboot(): void;
  /** Resets the chip unless it is kicked within `seconds`: by the idle loop when `isAuto`, else by `kickWatchdog`. */
  enableWatchdog(seconds: number, isAuto: boolean): void;
  kickWatchdog(): void;
  /** Of the data, which is in one piece, or 0 when it is not. */
  getAddressOf(data: ArrayBuffer, isFlat: true): number;
  nativeCall(address: number, signature: string): (...args: number[]) => void;
  setConsole(device: unknown, options?: { force: boolean }): void;
  getConsole(): string | null;
  /** zlib's CRC-32 of the text's characters. */
  CRC32(text: string): number;
};

/** Its reactions run after the timers that are due, not between two callbacks. */
// biome-ignore lint/suspicious/noShadowRestrictedNames: the ES5 library has the type and not the value.
declare const Promise: new <T>(executor: (resolve: (value: T) => void) => void) => Promise<T>;

declare const NRF: { getSecurityStatus(): { connected: boolean } };

interface ObjectConstructor {
  assign(target: object, ...sources: object[]): object;
}

/** What Espruino has beyond ES5. */
interface String {
  padStart(length: number, fill?: string): string;
  padEnd(length: number, fill?: string): string;
  startsWith(text: string): boolean;
  endsWith(text: string): boolean;
  repeat(count: number): string;
}
