import type { RomCall, RomFunction } from "./rom-function.ts";

/** Writing the flash, by their code in the ROM's table. Source: RP2040 datasheet 2.8.3.1.3. */
export const flashFunctions: Readonly<Record<string, RomFunction>> = {
  IF: { name: "connect_internal_flash", cycles: 75, run() {} },
  /** From reading code in place to plain serial mode, eight bits a frame. */
  EX: {
    name: "flash_exit_xip",
    cycles: 13260,
    run({ rp2040 }) {
      rp2040.writeUint32(ssi.enable, 0);
      rp2040.writeUint32(ssi.baud, 6);
      rp2040.writeUint32(ssi.control, 7 << 16);
      rp2040.writeUint32(ssi.enable, 1);
    },
  },
  /** (offset, bytes, size of a block, instruction that erases a block): blocks where they fit, else sectors. */
  RE: {
    name: "flash_range_erase",
    cycles: 200,
    run(call) {
      const [offset, size, blockSize, blockErase] = call.registers as unknown as number[];
      const end = offset! + size!;
      for (let at = offset!; at < end; ) {
        const isBlock = at % blockSize! === 0 && at + blockSize! <= end;
        write(call, [isBlock ? blockErase! : sectorErase, ...address(at)]);
        at += isBlock ? blockSize! : sectorBytes;
      }
    },
  },
  /** (offset, data, bytes) */
  RP: {
    name: "flash_range_program",
    cycles: 200,
    run(call) {
      const [offset, data, size] = call.registers as unknown as number[];
      for (let at = 0; at < size!; at += pageBytes) {
        const page = Array.from({ length: pageBytes }, (_, i) => call.rp2040.readUint8(data! + at + i));
        write(call, [pageProgram, ...address(offset! + at), ...page]);
      }
    },
  },
  /** The cache needs no flushing here; but chip select is the controller's again. */
  FC: {
    name: "flash_flush_cache",
    cycles: 40,
    run({ rp2040 }) {
      rp2040.writeUint32(chipSelectControl, 0);
    },
  },
  CX: { name: "flash_enter_cmd_xip", cycles: 25, run() {} },
};

/** Allows a change, asks for it and waits until the flash has done it. */
function write(call: RomCall, bytes: readonly number[]): void {
  exchange(call, [writeEnable]);
  exchange(call, bytes);
  while (call.flash.isBusy) call.clock.advanceTo(call.clock.nanos + pollNanos);
}

function exchange({ flash, clock, rp2040 }: RomCall, bytes: readonly number[]): void {
  flash.select();
  for (const byte of bytes) flash.transfer(byte);
  clock.advanceTo(clock.nanos + (bytes.length * cyclesPerByte * 1e9) / rp2040.clkSys);
  flash.deselect();
}

const address = (offset: number): number[] => [(offset >> 16) & 0xff, (offset >> 8) & 0xff, offset & 0xff];

/** RP2040 datasheet 4.10.13 and 2.19.6.2. */
const ssi = { control: 0x18000000, enable: 0x18000008, baud: 0x18000014 };
const chipSelectControl = 0x4001800c;

const writeEnable = 0x06;
const sectorErase = 0x20;
const sectorBytes = 4096;
const pageProgram = 0x02;
const pageBytes = 256;
/** The ROM runs the bus at an eighth of the system clock... */
const cyclesPerByte = 8 * 6;
/** ...and asks for the status in turns of two bytes. */
const pollNanos = 1000;
