// Goal: an interrupt comes in the middle of a call of our boot ROM, as it does in the real one, whose code is ordinary code.
// Method: a program that fills a lot of memory, and an interrupt that fills a little by the same function.
import { expect, test } from "vitest";
import type { EmulatedPico } from "../../../host/emu/emulated-pico.ts";
import { Thumb } from "../thumb.ts";
import { RomCaller } from "./rom-caller.ts";

const sramAt = 0x20000000;
const vectors = sramAt + 0x1000;
const handler = sramAt + 0x2000;
const done = sramAt + 0x3000;
interface Piece {
  readonly at: number;
  readonly byte: number;
  readonly size: number;
}
const outer: Piece = { at: sramAt + 0x10000, byte: 0xaa, size: 60_000 };
const inner: Piece = { at: sramAt + 0x30000, byte: 0x55, size: 100 };
/** The first that a program may raise itself, and that ends by being served. */
const irq = 26;

test("an interrupt is served in time, calls the same function, and the call goes on where it was", () => {
  const { pico, entries } = callingMemset();
  // The memory is filled at 1.3 cycles for 4 bytes: the call takes 160 µs.
  const dueNanos = pico.nanos + 50_000;
  pico.agenda.at(dueNanos, () => pico.rp2040.setInterrupt(irq, true));
  const filledThen: boolean[] = [];
  pico.agenda.at(dueNanos + 5000, () => filledThen.push(filled(pico, inner), filled(pico, outer)));
  untilDone(pico);
  expect(entries).toHaveLength(1);
  expect(entries[0]! - dueNanos).toBeGreaterThanOrEqual(0);
  expect(entries[0]! - dueNanos).toBeLessThan(100);
  expect(filledThen).toEqual([true, false]);
  expect(filled(pico, outer)).toBe(true);
});

test("interrupts in the middle of a call make it longer by themselves only", () => {
  const plainNanos = timeOfCall([]);
  const oneNanos = timeOfCall([50_000]) - plainNanos;
  expect(oneNanos).toBeGreaterThan(500);
  expect(timeOfCall([20_000, 50_000, 90_000]) - plainNanos).toBeCloseTo(3 * oneNanos, -2);
});

test("a call that was left behind on the stack is forgotten by the next above it", () => {
  const { rom, pico } = callingMemset();
  pico.agenda.at(pico.nanos + 50_000, () => {});
  pico.runFor(0.05);
  const { core } = pico.rp2040;
  core.SP += 64;
  begin(rom, inner);
  untilDone(pico);
  core.SP -= 64;
  begin(rom, outer);
  expect(untilDone(pico)).toBeCloseTo(timeOfCall([]), -3);
});

/** @returns how long a call takes into which interrupts come so many nanoseconds after its beginning. */
function timeOfCall(interruptsAtNanos: readonly number[]): number {
  const { pico } = callingMemset();
  for (const nanos of interruptsAtNanos)
    pico.agenda.at(pico.nanos + nanos, () => pico.rp2040.setInterrupt(irq, true));
  return untilDone(pico);
}

/** A program that has just called, and the moments in which its interrupt will be served. */
function callingMemset() {
  const rom = new RomCaller();
  const { pico } = rom;
  const { core, sram } = pico.rp2040;
  sram.set(serving(rom.function("MS")), handler - sramAt);
  pico.rp2040.writeUint32(vectors + 4 * (16 + irq), handler | 1);
  pico.rp2040.writeUint16(done, 0xe7fe); // b done
  core.VTOR = vectors;
  core.enabledInterrupts = 1 << irq;
  const entries: number[] = [];
  const enter = core.exceptionEntry.bind(core);
  core.exceptionEntry = (exception) => {
    entries.push(pico.nanos);
    enter(exception);
  };
  begin(rom, outer);
  return { rom, pico, entries };
}

/** An interrupt's machine code: fills its own piece of memory, and returns. */
function serving(memset: number): Uint8Array {
  return new Thumb()
    .move(4, 14)
    .load(0, inner.at)
    .movs(1, inner.byte)
    .movs(2, inner.size)
    .load(3, memset)
    .blx(3)
    .bx(4)
    .bytes();
}

function begin(rom: RomCaller, { at, byte, size }: Piece): void {
  const memset = rom.function("MS");
  const { core } = rom.pico.rp2040;
  core.registers.set([at, byte, size]);
  core.LR = done | 1;
  core.PC = memset & ~1;
  core.waiting = false;
}

/** @returns how long that took, in nanoseconds. */
function untilDone(pico: EmulatedPico): number {
  const startNanos = pico.nanos;
  expect(pico.runUntil(() => pico.rp2040.core.PC === done, 10, 0.0001)).toBe(true);
  return pico.nanos - startNanos;
}

function filled({ rp2040 }: EmulatedPico, { at, byte, size }: Piece): boolean {
  return rp2040.sram.subarray(at - sramAt, at - sramAt + size).every((it) => it === byte);
}
