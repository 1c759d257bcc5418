/**
 * Machine code on the simulated board. Array buffers get addresses when they are asked for them, and the processor finds
 * them there, beside its stack and the registers of the chip.
 *
 * A call is one step here: what else is due happens before or after it. Of interrupts in the middle of machine code the
 * schedule explorer knows more, and the emulated Pico.
 */
import type { Registers } from "./registers.ts";
import { type Bus, ThumbCore } from "./thumb-core.ts";

/** Where RAM begins on every Cortex-M. */
const RAM_ADDRESS = 0x20000000;
const STACK_BYTES = 256;
/** Buffers lie apart, so that whoever writes past an end hits nothing. */
const GAP_BYTES = 64;

export class MachineCode {
  private readonly blocks: Block[] = [];
  private readonly functions = new WeakMap<object, number>();
  private nextAddress = RAM_ADDRESS;
  private timeUs = 0;
  private readonly core: ThumbCore;

  constructor(private readonly registers: Registers) {
    const stack = this.addressOf(new ArrayBuffer(STACK_BYTES));
    this.core = new ThumbCore(this.bus, stack + STACK_BYTES);
  }

  /** The address of a buffer's first byte, the same each time. */
  addressOf(buffer: ArrayBuffer): number {
    const known = this.blocks.find((block) => block.buffer === buffer);
    if (known) return known.address;
    const address = this.nextAddress;
    this.nextAddress += (buffer.byteLength + GAP_BYTES + 3) & ~3;
    this.blocks.push({ address, buffer, view: new DataView(buffer) });
    return address;
  }

  /** Has `fn` taken for machine code at an address. */
  name<Fn extends object>(fn: Fn, address: number): Fn {
    this.functions.set(fn, address);
    return fn;
  }

  /** @returns the address, of what `name` was given. */
  find(fn: unknown): number | undefined {
    return typeof fn === "function" ? this.functions.get(fn) : undefined;
  }

  /** What the last call returned. */
  get result(): number {
    return this.core.result;
  }

  /** @param timeUs - what the chip's clock shows meanwhile. @returns the processor's cycles. */
  call(address: number, args: readonly number[], timeUs: number): number {
    this.timeUs = timeUs;
    return this.core.call(address, args);
  }

  /** Of RAM that has an address, or of a register. @param timeUs - for the register. */
  read(address: number, bytes: 1 | 2 | 4, timeUs: number): number {
    const block = this.blockAt(address, bytes);
    return block ? read(block.view, address - block.address, bytes) : this.registers.read(address, timeUs);
  }

  write(address: number, bytes: 1 | 2 | 4, value: number, timeUs: number): void {
    const block = this.blockAt(address, bytes);
    if (block) write(block.view, address - block.address, bytes, value);
    else this.registers.write(address, value, timeUs);
  }

  private get bus(): Bus {
    return {
      read: (address, bytes) => this.read(address, bytes, this.timeUs),
      write: (address, bytes, value) => this.write(address, bytes, value, this.timeUs),
    };
  }

  private blockAt(address: number, bytes: number): Block | undefined {
    return this.blocks.find(
      (block) => address >= block.address && address + bytes <= block.address + block.buffer.byteLength,
    );
  }
}

interface Block {
  readonly address: number;
  readonly buffer: ArrayBuffer;
  readonly view: DataView;
}

function read(view: DataView, offset: number, bytes: 1 | 2 | 4): number {
  if (bytes === 1) return view.getUint8(offset);
  return bytes === 2 ? view.getUint16(offset, true) : view.getUint32(offset, true);
}

function write(view: DataView, offset: number, bytes: 1 | 2 | 4, value: number): void {
  if (bytes === 1) view.setUint8(offset, value);
  else if (bytes === 2) view.setUint16(offset, value, true);
  else view.setUint32(offset, value, true);
}
