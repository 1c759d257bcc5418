import { describe, expect, test } from "vitest";
import type { EmulatedPico } from "../../host/emu/emulated-pico.ts";
import { timePin } from "../../host/emu/stopwatch.ts";
import { picoRunning, sleepingPico } from "./machine.ts";

const sio = 0xd0000000;
const pads = 0x4001c000;
const io = 0x40014000;
const pad = { inputEnable: 0x40, pullUp: 0x08, pullDown: 0x04 };
/** INTR0 holds four bits for each of the first eight pins; those of pin 2. */
const edgesOfPin2 = { low: 0x400, high: 0x800 };

describe("a pin", () => {
  test("follows its pull while nobody drives it, and whoever drives it", () => {
    const pico = sleepingPico();
    const pin = pico.pin("D2");
    setPad(pico, 2, pad.inputEnable | pad.pullUp);
    expect([pin.level, input(pico, 2)]).toEqual([true, 1]);
    pin.drive(false);
    expect([pin.level, input(pico, 2)]).toEqual([false, 0]);
    pin.release();
    expect(pin.level).toBe(true);
    setPad(pico, 2, pad.inputEnable | pad.pullDown);
    expect([pin.level, input(pico, 2)]).toEqual([false, 0]);
  });

  test("reads back what the chip itself drives", () => {
    const pico = sleepingPico();
    setPad(pico, 2, pad.inputEnable | pad.pullDown);
    pico.rp2040.writeUint32(io + 8 * 2 + 4, 5);
    pico.rp2040.writeUint32(sio + 0x24, 1 << 2);
    pico.rp2040.writeUint32(sio + 0x14, 1 << 2);
    expect([pico.pin("D2").level, input(pico, 2)]).toEqual([true, 1]);
    pico.rp2040.writeUint32(sio + 0x18, 1 << 2);
    expect([pico.pin("D2").level, input(pico, 2)]).toEqual([false, 0]);
  });

  test("raises one edge per change, none for a level that is there already", () => {
    const pico = sleepingPico();
    setPad(pico, 2, pad.inputEnable | pad.pullDown);
    acknowledge(pico);
    pico.pin("D2").drive(false);
    expect(edges(pico)).toBe(0);
    pico.pin("D2").drive(true);
    expect(edges(pico)).toBe(edgesOfPin2.high);
    acknowledge(pico);
    pico.pin("D2").drive(true);
    expect(edges(pico)).toBe(0);
    pico.pin("D2").drive(false);
    expect(edges(pico)).toBe(edgesOfPin2.low);
  });

  test("interrupts for an edge, and counts an edge that comes before the last of its kind was taken notice of", () => {
    const pico = sleepingPico();
    setPad(pico, 2, pad.inputEnable | pad.pullDown);
    pico.rp2040.writeUint32(io + 0x100, edgesOfPin2.low | edgesOfPin2.high);
    const isPending = () => (pico.rp2040.core.pendingInterrupts >> 13) & 1;
    pico.pin("D2").drive(false);
    expect(isPending()).toBe(0);
    pico.pin("D2").drive(true);
    expect(isPending()).toBe(1);
    acknowledge(pico);
    expect(isPending()).toBe(0);
    for (const isHigh of [false, true, false, true]) pico.pin("D2").drive(isHigh);
    expect(pico.pin("D2").lostEdges).toBe(2);
  });

  test("sees no edge while its input is off, and what has changed meanwhile when it is switched on", () => {
    const pico = sleepingPico();
    setPad(pico, 2, pad.pullDown);
    acknowledge(pico);
    pico.pin("D2").drive(true);
    expect([edges(pico), input(pico, 2)]).toEqual([0, 0]);
    setPad(pico, 2, pad.inputEnable | pad.pullDown);
    expect([edges(pico), input(pico, 2)]).toEqual([edgesOfPin2.high, 1]);
  });

  test("a program that copies one pin to another is watched from outside, and timed", () => {
    const pico = picoRunning((it) =>
      it
        .load(0, sio)
        .load(1, io)
        .load(2, pads)
        // Pin 3 is an output of the program.
        .movs(3, 5)
        .str(3, 1, 8 * 3 + 4)
        .movs(3, 1 << 3)
        .str(3, 0, 0x24)
        .movs(3, pad.inputEnable | pad.pullDown)
        .str(3, 2, 4 + 4 * 2)
        .movs(4, 1 << 2)
        .movs(5, 1 << 3)
        .label("next")
        .ldr(3, 0, 4)
        .tst(3, 4)
        .beq("low")
        .str(5, 0, 0x14)
        .b("next")
        .label("low")
        .str(5, 0, 0x18)
        .b("next"),
    );
    const watch = timePin(pico.pin("D3"));
    pico.runFor(0.1);
    for (const micros of [50, 200]) {
      pico.pin("D2").drive(true);
      pico.runFor(micros / 1000);
      pico.pin("D2").drive(false);
      pico.runFor(0.1);
    }
    // The program's loop takes eight cycles of 8 ns, so either edge may come that much late.
    expect(watch.laps).toHaveLength(2);
    expect(Math.abs(watch.laps[0]! - 50_000)).toBeLessThan(100);
    expect(Math.abs(watch.laps[1]! - 200_000)).toBeLessThan(100);
  });
});

const setPad = (pico: EmulatedPico, index: number, value: number): void =>
  pico.rp2040.writeUint32(pads + 4 + 4 * index, value);
const input = (pico: EmulatedPico, index: number): number => (pico.rp2040.readUint32(sio + 4) >> index) & 1;
const edges = (pico: EmulatedPico): number => pico.rp2040.readUint32(io + 0xf0) & 0xc00;
const acknowledge = (pico: EmulatedPico): void => pico.rp2040.writeUint32(io + 0xf0, 0xc00);
