/** The pump's machine code in memory, beside the words and the ring that it works on. */
import type { LinkedBoard, UartRegisters } from "../board.ts";
import { type MachineCode, type Platform, TICK_MS } from "../platform/platform.ts";
import type { ByteRing } from "./byte-ring.ts";
import { PUMP_BYTES, PUMP_CODE, PUMP_SCRIPT, PUMP_TIMER } from "./pump-code.ts";
import {
  DATA_ADDRESS,
  FLAGS_ADDRESS,
  LAST_BYTE,
  MASK,
  PUMP_WORDS,
  type PumpWords,
  ROOM_FLAGS,
  ROOM_MASK,
} from "./pump-words.ts";

/** The share of what the hardware buffers after which it has to be filled again, so that the line is never idle. */
const REFILL_SHARE = 0.5;
/** A record that comes alone waits for the next interrupt: so they come more often than they have to, where they may. */
const HASTE = 2;
/** More interrupts in a second would leave little to JavaScript: each costs some 10 µs on a 64 MHz chip. */
const INTERRUPTS_PER_SECOND_MAX = 2000;
const LINE_FEED = 10;

export interface Pump {
  readonly ring: ByteRing;
  /** Writes what the UART takes, for JavaScript that owns it. Context: any. Native. */
  run(): void;
  /** Has the timer's interrupt write from here on. Context: any. @returns what ends it. Context: any. */
  arm(): () => void;
}

/** @throws where the board cannot, with the reason. */
export function createPump(
  platform: Platform,
  board: LinkedBoard,
  device: string,
  charsPerSecond: number,
  ringBytes: number,
): Pump {
  const registers = registersOf(board, device);
  const intervalMs = pumpIntervalMs(registers, charsPerSecond);
  if (!intervalMs)
    throw new Error(
      device +
        " would need " +
        interruptsPerSecond(registers, charsPerSecond) +
        " interrupts a second, more than " +
        INTERRUPTS_PER_SECOND_MAX,
    );
  const machine = platform.machine as MachineCode;
  const memory = machine.load(PUMP_CODE, PUMP_WORDS * 4 + ringBytes);
  const words = new Uint32Array(memory.buffer, PUMP_BYTES, PUMP_WORDS);
  describeUart(words, registers, ringBytes);
  return {
    ring: {
      words,
      bytes: new Uint8Array(memory.buffer, PUMP_BYTES + PUMP_WORDS * 4, ringBytes),
      address: memory.address + PUMP_BYTES,
      load: platform.peek32,
      store: machine.poke32,
    },
    run: machine.callable(memory.address + PUMP_SCRIPT, "void()") as () => void,
    arm: () => machine.interruptEvery(intervalMs, memory.address + PUMP_TIMER),
  };
}

/** How often the timer comes, as a whole number of ticks; 0 where it would have to come too often. Context: any. */
export function pumpIntervalMs(registers: UartRegisters, charsPerSecond: number): number {
  const interrupts = interruptsPerSecond(registers, charsPerSecond);
  if (interrupts > INTERRUPTS_PER_SECOND_MAX) return 0;
  return Math.max(1, Math.floor(1000 / interrupts / HASTE / TICK_MS)) * TICK_MS;
}

function interruptsPerSecond({ depth }: UartRegisters, charsPerSecond: number): number {
  return charsPerSecond / (depth * REFILL_SHARE);
}

function describeUart(words: PumpWords, registers: UartRegisters, ringBytes: number): void {
  words[MASK] = ringBytes - 1;
  words[FLAGS_ADDRESS] = registers.flagsAddress;
  words[DATA_ADDRESS] = registers.dataAddress;
  words[ROOM_MASK] = registers.roomMask;
  words[ROOM_FLAGS] = registers.roomFlags;
  // Nothing is under way.
  words[LAST_BYTE] = LINE_FEED;
}

function registersOf({ uarts }: LinkedBoard, device: string): UartRegisters {
  for (let i = 0; i < uarts.length; i++) {
    const uart = uarts[i] as LinkedBoard["uarts"][number];
    if (uart.device === device && uart.registers) return uart.registers;
  }
  throw new Error("nobody has checked that machine code can write to " + device + " beside the interpreter");
}
