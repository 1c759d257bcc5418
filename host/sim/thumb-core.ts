import { RP2040 } from "rp2040js";

/** What the processor sees of the world: memory and registers by address. */
export interface Bus {
  read(address: number, bytes: 1 | 2 | 4): number;
  write(address: number, bytes: 1 | 2 | 4, value: number): void;
}

/** Machine code that has not come back after so many instructions never will. */
const INSTRUCTIONS_MAX = 100_000;
/** Where nothing is: code that gets here has returned. */
const RETURN_ADDRESS = 0x0ffffff0;

/**
 * The processor of the emulated Pico without the chip around it, for calls of machine code: the simulated board runs the
 * same instructions as a real one and has no second version of them.
 */
export class ThumbCore {
  private readonly core: Core;
  /** What the last call left in r0. */
  result = 0;
  private depth = 0;

  /** @param stackEnd - the stack grows down from here. */
  constructor(
    bus: Bus,
    private readonly stackEnd: number,
  ) {
    this.core = new CoreClass(chipOf(bus));
  }

  /**
   * Calls a function by its address, in the middle of another if need be, which then goes on as if nothing had happened.
   *
   * @param beforeEach - called before each instruction of this call.
   * @returns the processor's cycles. @throws Error - when it does not return.
   */
  call(address: number, args: readonly number[], beforeEach: () => void = () => {}): number {
    const { core } = this;
    const interrupted = [...core.registers, core.xPSR];
    core.registers.set(args);
    if (this.depth === 0) core.SP = this.stackEnd;
    core.LR = RETURN_ADDRESS | 1;
    core.PC = address & ~1;
    this.depth++;
    try {
      return this.run(beforeEach);
    } finally {
      this.result = (core.registers[0] as number) | 0;
      this.depth--;
      core.registers.set(interrupted.slice(0, -1));
      core.xPSR = interrupted.at(-1) as number;
    }
  }

  private run(beforeEach: () => void): number {
    let cycles = 0;
    for (let left = INSTRUCTIONS_MAX; left > 0; left--) {
      if (this.core.PC === RETURN_ADDRESS) return cycles;
      beforeEach();
      cycles += this.core.executeInstruction();
    }
    throw new Error("the machine code does not return");
  }
}

type Core = RP2040["core"];

/** The emulator exports the chip and not its processor. */
const CoreClass = new RP2040().core.constructor as new (chip: unknown) => Core;

/** As much of a chip as a processor asks for. */
function chipOf(bus: Bus): object {
  return {
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    readUint8: (address: number) => bus.read(address >>> 0, 1),
    readUint16: (address: number) => bus.read(address >>> 0, 2),
    readUint32: (address: number) => bus.read(address >>> 0, 4),
    writeUint8: (address: number, value: number) => bus.write(address >>> 0, 1, value),
    writeUint16: (address: number, value: number) => bus.write(address >>> 0, 2, value),
    writeUint32: (address: number, value: number) => bus.write(address >>> 0, 4, value),
    onBreak() {
      throw new Error("the machine code stopped at a breakpoint");
    },
  };
}
