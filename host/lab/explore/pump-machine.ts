import type { WholeWords } from "../../../firmware/native/byte-ring.ts";
import { PUMP_BYTES, PUMP_CODE, PUMP_SCRIPT, PUMP_TIMER } from "../../../firmware/native/pump-code.ts";
import {
  DATA_ADDRESS,
  FLAGS_ADDRESS,
  LAST_BYTE,
  MASK,
  PUMP_WORDS,
  ROOM_FLAGS,
  ROOM_MASK,
} from "../../../firmware/native/pump-words.ts";
import { ThumbCore } from "../../sim/thumb-core.ts";

/** A UART with a FIFO of its own, and what left it. */
export interface PumpUart {
  readonly fifo: number[];
  wire: string;
}

/** Memory for the pump: its code, its words, a ring of `ringBytes`. The words lie at 0 for who reads them at once. */
export interface PumpMemory extends WholeWords {
  readonly all: Uint8Array;
  readonly words: Uint32Array;
  readonly bytes: Uint8Array;
}

/** Bytes that the UART takes ahead. */
export const FIFO_DEPTH = 2;
const FULL = 0x20;
const FLAGS_AT = 0x40000018;
const DATA_AT = 0x40000000;
const MEMORY_AT = 0x20000000;
const STACK_AT = 0x30000000;
const STACK_BYTES = 64;

/** Memory beside the pump's: of other machine code, and of its words. */
export interface Region {
  /** From 0x28000000 on. */
  readonly address: number;
  readonly buffer: ArrayBuffer;
}

export function newPumpMemory(ringBytes: number): PumpMemory {
  const memory = viewsOf(new Uint8Array(PUMP_BYTES + 4 * PUMP_WORDS + ringBytes), ringBytes);
  memory.all.set(Buffer.from(PUMP_CODE, "base64"));
  const { words } = memory;
  words[MASK] = ringBytes - 1;
  words[FLAGS_ADDRESS] = FLAGS_AT;
  words[DATA_ADDRESS] = DATA_AT;
  words[ROOM_MASK] = FULL;
  words[ROOM_FLAGS] = 0;
  words[LAST_BYTE] = "\n".charCodeAt(0);
  return memory;
}

export function copyPumpMemory({ all, bytes }: PumpMemory): PumpMemory {
  return viewsOf(all.slice(), bytes.length);
}

function viewsOf(all: Uint8Array, ringBytes: number): PumpMemory {
  const at = PUMP_BYTES;
  const words = new Uint32Array(all.buffer, at, PUMP_WORDS);
  return {
    all,
    words,
    bytes: new Uint8Array(all.buffer, at + 4 * PUMP_WORDS, ringBytes),
    address: 0,
    load: (address) => words[address / 4]!,
    store(address, word) {
      words[address / 4] = word;
    },
  };
}

/** The line sends a byte. @returns whether there was one. */
export function sendByte(uart: PumpUart): boolean {
  const byte = uart.fifo.shift();
  if (byte !== undefined) uart.wire += String.fromCharCode(byte);
  return byte !== undefined;
}

/**
 * A processor with nothing but the pump's memory, what else is named, and a UART: what runs here is the machine code that ships. Memory and
 * UART are handed to each call, so that a search can go back to an earlier state.
 */
export class PumpMachine {
  private memory: DataView = new DataView(new ArrayBuffer(0));
  private uart: PumpUart = { fifo: [], wire: "" };
  private readonly stack = new DataView(new ArrayBuffer(STACK_BYTES));
  private readonly regions: readonly Region[];
  private readonly core = new ThumbCore(
    { read: (address, bytes) => this.read(address, bytes), write: (...store) => this.write(...store) },
    STACK_AT + STACK_BYTES,
  );

  constructor(regions: readonly Region[] = []) {
    this.regions = regions;
  }

  /** The timer's interrupt. */
  timer(memory: PumpMemory, uart: PumpUart): void {
    this.call(PUMP_TIMER, memory, uart);
  }

  /** JavaScript runs the pump. @param beforeEach - called before each of its instructions. */
  script(memory: PumpMemory, uart: PumpUart, beforeEach?: () => void): void {
    this.call(PUMP_SCRIPT, memory, uart, beforeEach);
  }

  private call(entry: number, { all }: PumpMemory, uart: PumpUart, beforeEach?: () => void): void {
    this.memory = new DataView(all.buffer);
    this.uart = uart;
    this.core.call(MEMORY_AT + entry, [], beforeEach);
  }

  private read(address: number, bytes: number): number {
    if (address === FLAGS_AT) return this.uart.fifo.length < FIFO_DEPTH ? 0 : FULL;
    const [view, offset] = this.placeOf(address);
    if (bytes === 1) return view.getUint8(offset);
    return bytes === 2 ? view.getUint16(offset, true) : view.getUint32(offset, true);
  }

  private write(address: number, bytes: number, value: number): void {
    if (address === DATA_AT) {
      this.uart.fifo.push(value & 0xff);
      return;
    }
    const [view, offset] = this.placeOf(address);
    if (bytes === 1) view.setUint8(offset, value);
    else view.setUint32(offset, value, true);
  }

  private placeOf(address: number): [view: DataView, offset: number] {
    if (address >= STACK_AT) return [this.stack, address - STACK_AT];
    const region = this.regions.findLast((it) => it.address <= address);
    return region === undefined
      ? [this.memory, address - MEMORY_AT]
      : [new DataView(region.buffer), address - region.address];
  }
}
