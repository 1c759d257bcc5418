/**
 * All that the core needs from a machine. On a board `espruino.ts` implements it; the lab and the tests bring
 * their own. Nothing else differs between a real board and a simulated one.
 *
 * The core masks no interrupts, because nothing can: Espruino's EXEC timers run JavaScript before any statement
 * of whatever is running. Every shared transition is therefore one expression that calls no JavaScript function
 * (ONE-EXPRESSION in DESIGN.md). Members marked "native" keep that promise when they are called.
 */
export interface Platform {
  /** Seconds since some fixed moment; the fraction carries microseconds. Context: any. Native. */
  now(): number;
  /** What the CPU is running at this moment. A plain field on a board, so that reading it costs no call. */
  readonly context: Context;
  /** The CPU that asks. Always 0 on a board; the lab has up to 64. */
  readonly cpu: number;
  /** What that CPU is doing: one and the same object for each. */
  readonly local: CpuState;
  /** Makes a task that sleeps until it is woken. Context: task. */
  spawn(step: TaskStep): Task;
  /**
   * Has `look` called every `intervalMs` for ever, should it die too. Nothing is noted before, so that it costs no more than
   * itself: it must not log or write, but may wake a task that does. Context: task.
   */
  poll(intervalMs: number, look: () => void): void;
  /** A serial port by its name on the board (`Serial1`, `USB`, `Bluetooth`). Context: task. */
  serial(device: string): SerialDevice;
  /** A UART's pins by their names on the board, where it names them. Context: task. */
  pins(tx: string | undefined, rx: string | undefined): UartPins | undefined;
  /** Reads a 32-bit register. Context: any. Native. */
  peek32(address: number): number;
  /** What runs machine code, on boards where something does. */
  readonly machine?: MachineCode;
  /**
   * Runs `fn` every `intervalMs`, preempting whatever runs. Only where the board can. Context: task.
   *
   * @returns what ends it. Context: task.
   */
  preempt(intervalMs: number, fn: () => void): () => void;
  /** Has `fn` called with every exception that nobody caught. Context: task. */
  onUncaught(fn: (error: unknown) => void): void;
  /** Has `fn` called with the names of error flags that are newly raised, such as `FIFO_FULL`. Context: task. */
  onErrorFlag(fn: (flags: string[]) => void): void;
  /** CRC-32 of the code that the board starts with, 0 where there is none. Context: any. */
  codeCrc(): number;
  /** What survives a reset, by name; `undefined` removes it. Context: task or panic; writing takes tens of ms. */
  load(name: string): string | undefined;
  save(name: string, text: string | undefined): void;
  /**
   * Writes a piece of a file that holds `sizeBytes`; one at offset 0 makes the file anew. What was not written yet reads
   * as "\xff". Context: task or panic; takes tens of ms, and more when the storage has to be tidied up for a new file.
   */
  savePiece(name: string, text: string, offset: number, sizeBytes: number): void;
  /** From here on the context is `PANIC`. */
  enterPanic(): void;
  /** Restarts the board, at once or in `delayMs` unless it happens before. Context: any. */
  reset(): void;
  resetIn(delayMs: number): void;
  /** The interpreter's count of its transmit buffer, where it has one. Context: task. */
  transmitBuffer(): { used: number; total: number } | undefined;
  /** Whether a host is connected over Bluetooth. Only where the board has Bluetooth. Context: task. */
  isBluetoothConnected(): boolean;
  /** The device with the prompt, where the interpreter prints. Context: task. */
  promptDevice(): string | undefined;
  /** Gives `device` the prompt, and keeps it there when USB or Bluetooth come and go. Context: task. */
  movePrompt(device: string): void;
  /** Makes `value` reachable by `name` at the prompt of the board. Context: task. */
  expose(name: string, value: unknown): void;
}

/**
 * Machine code for ARM chips. It lies in memory that does not move, together with what it works on, for as long as that
 * memory is referenced.
 */
export interface MachineCode {
  /**
   * Puts `code` at the start of memory with `dataBytes` of zeros behind it. Context: task.
   *
   * @param code - in base 64, which an interpreter keeps in a quarter of what an array of numbers takes; whole words.
   * @throws where there is no memory in one piece.
   */
  load(code: string, dataBytes: number): { readonly buffer: ArrayBuffer; readonly address: number };
  /** A function of JavaScript's that runs the code at `address`. Calling it is native. */
  callable(address: number, signature: string): (...args: number[]) => void;
  /** Keeps the context, shifted by `CONTEXT_SHIFT`, in the first word of `words`, where machine code finds it. Context: task. */
  keepContextIn(words: Uint32Array): void;
  /** Writes a register of the chip. Native. Context: any. */
  poke32(address: number, value: number): void;
  /** Runs the code at `address` in the GPIO interrupt, for each edge of `pin`. Context: task. */
  interruptOnEdge(pin: unknown, address: number): void;
  /** Runs the code at `address` in the hardware timer's interrupt. Context: any. @returns what ends it. Context: any. */
  interruptEvery(intervalMs: number, address: number): () => void;
}

/**
 * The hardware timer's intervals are best multiples of this, in milliseconds: two of them then stay as far apart as they
 * were at first, and never come so close that one is missed.
 */
export const TICK_MS = 0.5;

/** What one CPU is doing. */
export interface CpuState {
  /** The owner that is inside a console, 0 for nobody. */
  inConsole: number;
  /** How many emergencies surround what runs. */
  emergencies: number;
}

/** What a CPU is running, the least urgent first. */
export type Context = typeof TASK | typeof IRQ | typeof NMI | typeof PANIC;
export const TASK = 0;
export const IRQ = 1;
export const NMI = 2;
export const PANIC = 3;
/** In a word of machine code's the context has the two bits below the sign. */
export const CONTEXT_SHIFT = 29;

/**
 * One bounded piece of a task's work.
 *
 * @returns milliseconds until the next piece is worth doing, or `ASLEEP` when there is nothing left to do.
 */
export type TaskStep = () => number;
export const ASLEEP = -1;

/** A cooperative task: steps that run one after another in task context, never nested. */
export interface Task {
  /** Has the task run as soon as may be, unless it is due already. Context: any. */
  wake(): void;
}

/** Pins as the interpreter knows them. */
export interface UartPins {
  readonly tx: unknown;
  readonly rx: unknown;
}

/** A serial device as Espruino has it. `write` waits, busily, for whatever does not fit the transmit buffer. */
export interface SerialDevice {
  /** Without pins Espruino takes the port's usual ones, where it knows any. */
  setup(baud: number, pins?: UartPins): void;
  /** Context: task. Native. */
  write(text: string): void;
  /** Whether there is a host at the other end; from 2v25 on, and only where somebody can tell. Context: task. Native. */
  isConnected?(): boolean;
  /** Has `callback` called with what arrives, unless the prompt is on this device. Context: task. */
  on?(event: "data", callback: (text: string) => void): void;
}
