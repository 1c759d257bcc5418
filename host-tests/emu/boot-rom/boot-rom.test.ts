import { describe, expect, test } from "vitest";
import { realBootRom } from "../../../host/emu/boot-rom/boot-rom.ts";
import { EmulatedPico } from "../../../host/emu/emulated-pico.ts";
import { picoRunning } from "../machine.ts";
import { RomCaller } from "./rom-caller.ts";

const rom = new RomCaller();

describe("our boot ROM", () => {
  test("has the header that the SDK checks: magic, and revision 3", () => {
    expect(rom.pico.rp2040.readUint32(0x10)).toBe(0x0301754d);
  });

  test.each([
    ["P3", [0xf0f0_0001], 9],
    ["P3", [0xffff_ffff], 32],
    ["R3", [0x0000_0003], 0xc000_0000],
    ["R3", [0x8000_0001], 0x8000_0001],
    ["L3", [0], 32],
    ["L3", [1], 31],
    ["L3", [0x8000_0000], 0],
    ["T3", [0], 32],
    ["T3", [0x8000_0000], 31],
    ["T3", [6], 1],
  ])("%s of %j", (code, args, expected) => {
    expect(rom.call(rom.function(code), ...args)[0]).toBe(expected);
  });

  test("copies and fills bytes, wherever they lie, and returns the destination", () => {
    const { rp2040 } = rom.pico;
    for (let i = 0; i < 16; i++) rp2040.sram[0x100 + i] = i;
    expect(rom.call(rom.function("MC"), 0x20000201, 0x20000100, 16)[0]).toBe(0x20000201);
    expect([...rp2040.sram.subarray(0x200, 0x212)]).toEqual([0, ...Array(16).keys(), 0]);
    expect(rom.call(rom.function("MS"), 0x20000202, 0x1aa, 3)[0]).toBe(0x20000202);
    expect([...rp2040.sram.subarray(0x201, 0x206)]).toEqual([0, 0xaa, 0xaa, 0xaa, 4]);
  });

  test("says that a function is not there with a null pointer", () => {
    expect(rom.function("??")).toBe(0);
  });

  test("a call takes time, and a longer copy takes more", () => {
    const timeOf = (size: number) => {
      const before = rom.pico.nanos;
      rom.call(rom.function("MC"), 0x20000200, 0x20000100, size);
      return rom.pico.nanos - before;
    };
    // 0.82 cycles a byte at 125 MHz.
    expect(timeOf(1100) - timeOf(100)).toBeCloseTo(820 * 8, 3);
  });

  test("runs nothing from a flash whose second stage is damaged", () => {
    const empty = new EmulatedPico({ firmware: new Uint8Array(256) });
    expect(() => empty.runFor(1)).toThrow(/nothing that boots/);
  });

  test("a breakpoint of the program stops the emulation with an error, not silently", () => {
    const pico = picoRunning((it) => it.label("here").bkpt().b("here"));
    expect(() => pico.runFor(1)).toThrow(/breakpoint at 0x20041f00/);
  });
});

describe("a boot ROM from a file", () => {
  test("is refused unless it has 16 kB and the magic", () => {
    expect(() => realBootRom(new Uint8Array(100), "rom.bin")).toThrow(/100 bytes/);
    expect(() => realBootRom(new Uint8Array(16384), "rom.bin")).toThrow(/"Mu"/);
  });

  test("is run from its reset vector", () => {
    const image = new DataView(new ArrayBuffer(16384));
    [0x20041f00, 0x101, 0, 0, 0x0201754d].forEach((word, index) => {
      image.setUint32(4 * index, word, true);
    });
    image.setUint16(0x100, 0xe7fe, true); // b .
    const pico = new EmulatedPico({
      firmware: new Uint8Array(256),
      bootRom: realBootRom(new Uint8Array(image.buffer), "rom.bin"),
    });
    pico.runFor(0.01);
    expect(pico.rp2040.core.PC).toBe(0x100);
  });
});
