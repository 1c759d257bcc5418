import { describe, expect, test } from "vitest";
import type { EmulatedPico } from "../../host/emu/emulated-pico.ts";
import { picoRunning, setUpUart0, sleepingPico, uart0 } from "./machine.ts";

const data = uart0.base;
const flags = uart0.base + 0x18;
const flag = { busy: 0x08, receiveEmpty: 0x10, transmitFull: 0x20, receiveFull: 0x40, transmitEmpty: 0x80 };
const full = 33;

describe("a paced UART", () => {
  test("a program that waits for room fills the line without a gap, at the divider's speed", () => {
    const pico = picoRunning((it) =>
      setUpUart0(it)
        .movs(1, 100)
        .movs(3, flag.transmitFull)
        .label("wait")
        .ldr(2, 0, 0x18)
        .tst(2, 3)
        .bne("wait")
        .str(1, 0)
        .subs(1, 1)
        .bne("wait")
        .label("end")
        .wfe()
        .b("end"),
    );
    const ends: number[] = [];
    const bytes: number[] = [];
    pico.uart("Serial1").onByte((byte, nanos) => {
      bytes.push(byte);
      ends.push(nanos);
    });
    pico.runFor(20);
    expect(bytes).toEqual(Array.from({ length: 100 }, (_, index) => 100 - index));
    const gaps = ends.slice(1).map((end, index) => end - ends[index]!);
    for (const gap of gaps) expect(gap).toBeCloseTo(uart0.byteNanos, 3);
    expect(pico.uart("Serial1").stats.busyNanos).toBeCloseTo(100 * uart0.byteNanos, 1);
  });

  test("takes 32 bytes besides the one on the wire, says that it is full, and drops what comes on top", () => {
    const pico = withUart();
    const sent = listen(pico);
    expect(read(pico, flags)).toBe(flag.transmitEmpty | flag.receiveEmpty);
    for (let i = 0; i < full - 1; i++) write(pico, data, i);
    expect(read(pico, flags) & flag.transmitFull).toBe(0);
    write(pico, data, full - 1);
    expect(read(pico, flags) & (flag.transmitFull | flag.busy)).toBe(flag.transmitFull | flag.busy);
    write(pico, data, 99);
    pico.runFor(10);
    expect(sent).toEqual(Array.from({ length: full }, (_, index) => index));
    expect(read(pico, flags)).toBe(flag.transmitEmpty | flag.receiveEmpty);
  });

  test("is empty before it is idle: the last byte is on the wire yet", () => {
    const pico = withUart();
    write(pico, data, 1);
    expect(read(pico, flags) & (flag.transmitEmpty | flag.busy)).toBe(flag.transmitEmpty | flag.busy);
    pico.runFor(uart0.byteNanos / 1e6 + 0.001);
    expect(read(pico, flags) & (flag.transmitEmpty | flag.busy)).toBe(flag.transmitEmpty);
  });

  test("asking for room in turns that do other things does not hold time up", () => {
    const pico = withUart();
    for (let i = 0; i < full; i++) write(pico, data, i);
    const before = pico.nanos;
    read(pico, flags);
    pico.runFor(0.001);
    read(pico, flags);
    expect(pico.nanos - before).toBeLessThan(1100);
  });

  test("with its FIFOs off it holds one byte besides the one on the wire", () => {
    const pico = withUart(0x60);
    write(pico, data, 1);
    expect(read(pico, flags) & flag.transmitFull).toBe(0);
    write(pico, data, 2);
    expect(read(pico, flags) & flag.transmitFull).toBe(flag.transmitFull);
  });

  test.each([
    ["eight bits", 0x70, 10],
    ["parity", 0x72, 11],
    ["two stop bits and parity", 0x7a, 12],
    ["seven bits", 0x50, 9],
  ])("a byte with %s takes its bits on the wire", (_, line, bits) => {
    const pico = withUart(line);
    expect(pico.uart("Serial1").byteNanos).toBeCloseTo((bits * uart0.byteNanos) / 10, 6);
  });

  test("of 40 bytes that nobody reads it keeps 32, counts 8 and marks the first that fits again", () => {
    const pico = withUart();
    pico.uart("Serial1").receive(Array.from({ length: 40 }, (_, index) => index));
    pico.runFor(40 * (uart0.byteNanos / 1e6) + 0.01);
    expect(pico.uart("Serial1").stats.overruns).toBe(8);
    expect(read(pico, flags) & flag.receiveFull).toBe(flag.receiveFull);
    const kept = Array.from({ length: 32 }, () => read(pico, data));
    expect(kept).toEqual(Array.from({ length: 32 }, (_, index) => index));
    expect(read(pico, flags) & flag.receiveEmpty).toBe(flag.receiveEmpty);
    pico.uart("Serial1").receive([65, 66]);
    pico.runFor(1);
    expect([read(pico, data), read(pico, data)]).toEqual([0x800 | 65, 66]);
  });

  test("bytes come in at line speed, not at once", () => {
    const pico = withUart();
    pico.uart("Serial1").receive([1, 2, 3]);
    pico.runFor((2.5 * uart0.byteNanos) / 1e6);
    expect([read(pico, data), read(pico, data)]).toEqual([1, 2]);
    expect(read(pico, flags) & flag.receiveEmpty).toBe(flag.receiveEmpty);
  });

  test("a UART that is switched off hears nothing, and says so in its books", () => {
    const pico = sleepingPico();
    pico.uart("Serial2").receive([1, 2]);
    pico.runFor(1);
    expect(pico.uart("Serial2").stats).toMatchObject({ unheard: 2, overruns: 0 });
  });

  test("raises receive interrupts at half a FIFO, and after 32 bit times of silence", () => {
    const pico = withUart();
    const raw = uart0.base + 0x3c;
    pico.uart("Serial1").receive(new Array(15).fill(0));
    pico.runFor(15 * (uart0.byteNanos / 1e6) + 0.001);
    expect(read(pico, raw) & 0x50).toBe(0);
    pico.runFor((32 / 10) * (uart0.byteNanos / 1e6));
    expect(read(pico, raw) & 0x50).toBe(0x40);
    pico.uart("Serial1").receive([0]);
    pico.runFor(uart0.byteNanos / 1e6 + 0.001);
    expect(read(pico, raw) & 0x10).toBe(0x10);
  });

  test("the chip's reset controller empties it in the middle of a byte", () => {
    const pico = withUart();
    const sent = listen(pico);
    for (let i = 0; i < 10; i++) write(pico, data, i);
    pico.runFor((2.5 * uart0.byteNanos) / 1e6);
    write(pico, 0x4000c000, 1 << 22);
    pico.runFor(5);
    expect(sent).toEqual([0, 1]);
  });
});

function withUart(line = 0x70): EmulatedPico {
  const pico = sleepingPico();
  write(pico, uart0.base + 0x24, uart0.divider);
  write(pico, uart0.base + 0x28, uart0.fraction);
  write(pico, uart0.base + 0x2c, line);
  write(pico, uart0.base + 0x30, 0x301);
  return pico;
}

function listen(pico: EmulatedPico): number[] {
  const sent: number[] = [];
  pico.uart("Serial1").onByte((byte) => sent.push(byte));
  return sent;
}

const read = (pico: EmulatedPico, address: number): number => pico.rp2040.readUint32(address);
const write = (pico: EmulatedPico, address: number, value: number): void =>
  pico.rp2040.writeUint32(address, value);
