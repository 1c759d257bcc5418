import { describe, expect, test } from "vitest";
import type { EmulatedPico } from "../../host/emu/emulated-pico.ts";
import { NorFlash } from "../../host/emu/nor-flash.ts";
import { picoRunning, setUpUart0, sleepingPico } from "./machine.ts";
import type { Thumb } from "./thumb.ts";

/** Where the program writes: a sector in the second half of the flash. */
const offset = 0x100000;
/** Where it takes the page from, filled by the test. */
const page = 0x20000000;

describe("the flash, written by a program through the boot ROM", () => {
  test("an erased sector reads ff, a programmed page what was programmed, and both outlive a reset", () => {
    const pico = writingPico();
    pico.flash.bytes.fill(0, offset, offset + 0x1000);
    fillPage(pico, (index) => index);
    waitForByte(pico);
    expect([...pico.flash.bytes.subarray(offset, offset + 256)]).toEqual(
      Array.from({ length: 256 }, (_, index) => index),
    );
    expect(pico.flash.bytes[offset + 256]).toBe(0xff);
    expect(pico.flash.stats).toEqual({ erases: 1, programs: 1 });
    pico.restart();
    expect(pico.rp2040.readUint32(0x10000000 + offset)).toBe(0x03020100);
  });

  test("erasing takes 45 ms and programming 0.4 ms, as the chip's datasheet says", () => {
    const pico = writingPico();
    waitForByte(pico);
    expect(pico.nanos / 1e6).toBeGreaterThan(45.4);
    expect(pico.nanos / 1e6).toBeLessThan(46);
  });
});

describe("the flash, through the registers of its controller", () => {
  test("names its maker and size", () => {
    expect(exchange(controlledPico(), [0x9f, 0, 0, 0]).slice(1)).toEqual([0xef, 0x40, 0x15]);
  });

  test("reads from an address on", () => {
    const pico = controlledPico();
    pico.flash.bytes.set([7, 8, 9], 0x1234);
    expect(exchange(pico, [0x03, 0x00, 0x12, 0x34, 0, 0, 0]).slice(4)).toEqual([7, 8, 9]);
  });

  test("only clears bits, and only after a write enable", () => {
    const pico = controlledPico();
    pico.flash.bytes[0x2000] = 0b1100;
    exchange(pico, [0x02, 0x00, 0x20, 0x00, 0b1010]);
    expect(pico.flash.bytes[0x2000]).toBe(0b1100);
    exchange(pico, [0x06]);
    exchange(pico, [0x02, 0x00, 0x20, 0x00, 0b1010]);
    expect(pico.flash.bytes[0x2000]).toBe(0b1000);
  });

  test("is busy while it erases, and then no more", () => {
    const pico = controlledPico();
    exchange(pico, [0x06]);
    expect(exchange(pico, [0x05, 0])[1]).toBe(0b10);
    exchange(pico, [0x20, 0x00, 0x30, 0x00]);
    expect(exchange(pico, [0x05, 0])[1]).toBe(0b01);
    pico.runFor(45);
    expect(exchange(pico, [0x05, 0])[1]).toBe(0b00);
  });
});

describe("a NOR flash chip", () => {
  test("does nothing when chip select rises before the address is complete", () => {
    const flash = new NorFlash(new Uint8Array(0x10000), () => 0);
    for (const instruction of [[0x06], [0x20, 0x00]]) {
      flash.select();
      for (const byte of instruction) flash.transfer(byte);
      flash.deselect();
    }
    expect(flash.stats.erases).toBe(0);
  });

  test("a page that is too long wraps and keeps the last 256 bytes", () => {
    const flash = new NorFlash(new Uint8Array(0x10000).fill(0xff), () => 0);
    const data = Array.from({ length: 258 }, (_, index) => index & 0xff);
    for (const instruction of [[0x06], [0x02, 0x00, 0x01, 0x00, ...data]]) {
      flash.select();
      for (const byte of instruction) flash.transfer(byte);
      flash.deselect();
    }
    expect(flash.bytes[0x100 + 255]).toBe(1);
    expect(flash.bytes[0x200]).toBe(0xff);
  });
});

/** Erases the sector, programs the page and sends a byte: what any firmware does, in as few words as possible. */
function writingPico(): EmulatedPico {
  return picoRunning((it) => {
    callRom(it, "IF");
    callRom(it, "EX");
    callRom(it.load(4, offset).load(5, 0x1000).load(6, 0x10000).movs(7, 0xd8), "RE");
    callRom(it.load(4, offset).load(5, page).load(6, 0x100), "RP");
    callRom(it, "FC");
    setUpUart0(it).movs(1, 1).str(1, 0).label("end").wfe().b("end");
  });
}

/** Looks a function up as the SDK does, through the pointers at 0x14 and 0x18, and calls it with r4 to r7. */
function callRom(program: Thumb, code: string): Thumb {
  return program
    .movs(2, 0x14)
    .ldrh(0, 2)
    .ldrh(3, 2, 4)
    .load(1, code.charCodeAt(0) | (code.charCodeAt(1) << 8))
    .blx(3)
    .move(12, 0)
    .move(0, 4)
    .move(1, 5)
    .move(2, 6)
    .move(3, 7)
    .blx(12);
}

function fillPage(pico: EmulatedPico, byteAt: (index: number) => number): void {
  for (let i = 0; i < 256; i++) pico.rp2040.writeUint8(page + i, byteAt(i));
}

function waitForByte(pico: EmulatedPico): void {
  let hasSent = false;
  pico.uart("Serial1").onByte(() => {
    hasSent = true;
  });
  expect(pico.runUntil(() => hasSent, 100, 0.1)).toBe(true);
}

const ssi = 0x18000000;
const chipSelect = 0x4001800c;

function controlledPico(): EmulatedPico {
  const pico = sleepingPico();
  pico.rp2040.writeUint32(ssi, 7 << 16);
  pico.rp2040.writeUint32(ssi + 0x14, 6);
  return pico;
}

/** One instruction to the flash, chip select driven by hand. */
function exchange(pico: EmulatedPico, bytes: readonly number[]): number[] {
  pico.rp2040.writeUint32(chipSelect, 2 << 8);
  const answer = bytes.map((byte) => {
    pico.rp2040.writeUint32(ssi + 0x60, byte);
    pico.runFor(0.002);
    return pico.rp2040.readUint32(ssi + 0x60);
  });
  pico.rp2040.writeUint32(chipSelect, 3 << 8);
  return answer;
}
