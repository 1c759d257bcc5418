import type { Rooms } from "./ports/room.ts";
import type { Line } from "./printk/printk.ts";

/**
 * What the firmware and the host know about a board: facts, and no code. Both worlds read it, so it imports
 * nothing but types. Each number in `boards/` carries its source.
 */
export interface Board extends BootBoard {
  /** The product's name, for people. */
  readonly name: string;
  readonly clockHz: number;
  readonly ramBytes: number;
  /** Interpreter variables, the unit in which the firmware's RAM is counted, and what one of them occupies. */
  readonly jsvars: { readonly count: number; readonly bytes: number };
  /** The part's flash, and where Espruino keeps `Storage`, saved code included. */
  readonly flash: {
    readonly bytes: number;
    readonly storage: { readonly address: number; readonly bytes: number };
  };
  /** Input events that fit before `FIFO_FULL`, in bytes: an edge takes 6, characters 2 and one each. */
  readonly eventBufferBytes: number;
  /** Where Espruino's prompt is after power-on, with no USB host connected. */
  readonly prompt: { readonly device: string; readonly baud: number };
  /** Pins with a name of their own: buttons and LEDs. The first button is `BTN`, the first LED `LED`. */
  readonly pins: { readonly buttons: readonly string[]; readonly leds: readonly string[] };
  /** Whether the usual adapter resets the board by its RTS line, as on ESP boards. */
  readonly resetsOnRts?: boolean;
  /** Whether `setWatch(nativeFunction, pin, { irq: true })` runs machine code in the GPIO interrupt. */
  readonly hasNativeIrq: boolean;
  readonly lacks?: Lacks;
  /** Where the numbers come from. */
  readonly source: string;
}

/**
 * What plugins may require and a board never has, each with the reason, a clause behind a colon. What is absent here and has no
 * value in the board's file either nobody has checked.
 */
export interface Lacks {
  /** Why no UART has `registers`. */
  readonly registers?: string;
}

/** The facts that travel to the board inside the bundle. */
export interface BootBoard {
  /** Espruino's `process.env.BOARD`. The host refuses to flash another board. */
  readonly id: string;
  /** The port that `uartConsole()` takes unless it is told otherwise, with its usual speed. */
  readonly console: { readonly device: string; readonly baud: number };
  readonly uarts: readonly Uart[];
  /** Records the ring keeps before it drops the oldest; a power of two. */
  readonly logRecords: number;
  /** Whether `require("timer").add({ type: "EXEC" })` preempts JavaScript with JavaScript. */
  readonly hasExecTimers: boolean;
  readonly nativeClock?: NativeClock;
  /**
   * The word that holds the GPIO interrupt's priority, the bits of it that do, and what they are to preempt every other
   * interrupt; absent where nobody has checked that the interpreter bears that.
   */
  readonly edgePriority?: { readonly address: number; readonly mask: number; readonly bits: number };
}

/** What `espruino-baton/board` exports: the facts, and the code that its ports need. The build puts them together. */
export interface LinkedBoard extends BootBoard {
  readonly rooms: Rooms;
  readonly line: Line;
  /** Names the dictionary that explains the tokens that `line` writes; the host decodes with no other. */
  readonly hash?: string;
}

export interface Uart {
  /** Espruino's name for the port: `Serial1`, `Serial2`. */
  readonly device: string;
  /** The default pins, or `undefined` where the application has to name them. */
  readonly tx?: string;
  readonly rx?: string;
  readonly transmit: Transmit;
  /** How machine code writes to the UART beside the interpreter; absent where there is no way (`Lacks`), or nobody has checked. */
  readonly registers?: UartRegisters;
}

/** A counter that machine code reads the time from: one word, which runs over. */
export interface NativeClock {
  readonly address: number;
  /** How often it counts in a second. */
  readonly hz: number;
  /** The bits that count; all 32 unless given. The others read as zero. */
  readonly mask?: number;
  /** Bits that make it count, also while the chip sleeps, in the order in which they are set; absent where it always does. */
  readonly enable?: readonly { readonly address: number; readonly bits: number }[];
  /** Whether the interpreter tells the time by another oscillator, which runs away from this one. */
  readonly drifts?: boolean;
}

/** A UART as machine code sees it. */
export interface UartRegisters {
  /** Where a byte is written. */
  readonly dataAddress: number;
  readonly flagsAddress: number;
  /** There is room for a byte when `flags & roomMask` is `roomFlags`. */
  readonly roomMask: number;
  readonly roomFlags: number;
  /** Bytes that the hardware takes ahead. */
  readonly depth: number;
}

/**
 * How bytes leave a UART.
 *
 * - `fifo`: Espruino writes straight into the hardware; `depth` bytes fit. The PL011 flag register at
 *   `flagsAddress` says when it is empty (0x80) or full (0x20).
 * - `buffer`: Espruino buffers in software, one buffer for all ports; `depth` bytes fit, and it drains at line speed.
 */
export type Transmit =
  | { readonly kind: "fifo"; readonly depth: number; readonly flagsAddress: number }
  | { readonly kind: "buffer"; readonly depth: number };
