/**
 * Just enough of an assembler for the short programs of these tests: one call per instruction, labels by name, and
 * constants behind the code. Source of the encodings: ARM DDI 0419 (ARMv6-M), A6.7.
 */
export class Thumb {
  private readonly halves: number[] = [];
  private readonly labels = new Map<string, number>();
  private readonly fixes: (() => void)[] = [];
  private readonly constants: number[] = [];

  label(name: string): this {
    this.labels.set(name, this.here);
    return this;
  }

  movs(register: number, value: number): this {
    return this.emit(0x2000 | (register << 8) | value);
  }

  /** Loads a constant of 32 bits. */
  load(register: number, value: number): this {
    const at = this.here;
    const index = this.constants.push(value >>> 0) - 1;
    this.fixes.push(() => {
      const offset = this.constantsAt + 4 * index - ((at + 4) & ~3);
      this.halves[at / 2] = 0x4800 | (register << 8) | (offset / 4);
    });
    return this.emit(0);
  }

  ldr(register: number, base: number, offset = 0): this {
    return this.emit(0x6800 | ((offset / 4) << 6) | (base << 3) | register);
  }

  str(register: number, base: number, offset = 0): this {
    return this.emit(0x6000 | ((offset / 4) << 6) | (base << 3) | register);
  }

  ldrh(register: number, base: number, offset = 0): this {
    return this.emit(0x8800 | ((offset / 2) << 6) | (base << 3) | register);
  }

  adds(register: number, value: number): this {
    return this.emit(0x3000 | (register << 8) | value);
  }

  subs(register: number, value: number): this {
    return this.emit(0x3800 | (register << 8) | value);
  }

  /** Any register to any other. */
  move(to: number, from: number): this {
    return this.emit(0x4600 | ((to & 8) << 4) | (from << 3) | (to & 7));
  }

  /** `left & right`, for the flags only. */
  tst(left: number, right: number): this {
    return this.emit(0x4200 | (right << 3) | left);
  }

  bx(register: number): this {
    return this.emit(0x4700 | (register << 3));
  }

  blx(register: number): this {
    return this.emit(0x4780 | (register << 3));
  }

  b(target: string): this {
    return this.branch(target, 0xe000, 0x7ff);
  }

  beq(target: string): this {
    return this.branch(target, 0xd000, 0xff);
  }

  bne(target: string): this {
    return this.branch(target, 0xd100, 0xff);
  }

  bkpt(): this {
    return this.emit(0xbe00);
  }

  wfe(): this {
    return this.emit(0xbf20);
  }

  /** The machine code, constants included. */
  bytes(): Uint8Array {
    for (const fix of this.fixes) fix();
    const view = new DataView(new ArrayBuffer(this.constantsAt + 4 * this.constants.length));
    this.halves.forEach((half, index) => {
      view.setUint16(2 * index, half, true);
    });
    this.constants.forEach((word, index) => {
      view.setUint32(this.constantsAt + 4 * index, word, true);
    });
    return new Uint8Array(view.buffer);
  }

  private branch(target: string, opcode: number, mask: number): this {
    const at = this.here;
    this.fixes.push(() => {
      const to = this.labels.get(target);
      if (to === undefined) throw new Error(`no label ${target}`);
      this.halves[at / 2] = opcode | (((to - at - 4) / 2) & mask);
    });
    return this.emit(0);
  }

  private emit(half: number): this {
    this.halves.push(half);
    return this;
  }

  private get here(): number {
    return 2 * this.halves.length;
  }

  private get constantsAt(): number {
    return (this.here + 3) & ~3;
  }
}
