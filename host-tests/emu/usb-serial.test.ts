import { expect, test } from "vitest";
import type { EmulatedPico } from "../../host/emu/emulated-pico.ts";
import { sleepingPico } from "./machine.ts";

const memory = 0x50100000;
const controller = 0x50110000;
const status = controller + 0x58;
/** Endpoint 2 to the host: its control word, its buffer control, its buffer, its bit in the status. */
const endpoint = { control: memory + 0x10, bufferControl: memory + 0x90, buffer: 0x180, done: 1 << 4 };

test("a buffer for the host is taken while it reads, and stays where it is while it does not", () => {
  const pico = sleepingPico();
  pico.rp2040.writeUint32(endpoint.control, 0xa0000000 | endpoint.buffer);
  handOver(pico);
  expect(isTaken(pico)).toBe(true);
  pico.rp2040.writeUint32(status, endpoint.done);
  pico.usb.stopReading();
  handOver(pico);
  pico.runFor(10);
  expect(isTaken(pico)).toBe(false);
  pico.usb.resumeReading();
  expect(isTaken(pico)).toBe(true);
});

test("the device is reset, and so enumerated, only when the cable is in", () => {
  const pico = sleepingPico();
  const busReset = () => (pico.rp2040.readUint32(controller + 0x50) >>> 19) & 1;
  pico.rp2040.writeUint32(controller + 0x40, 1);
  pico.runFor(20);
  expect(busReset()).toBe(0);
  pico.usb.plug();
  pico.runFor(20);
  expect(busReset()).toBe(1);
});

test("what is sent waits until the device asks for it, however much it is", () => {
  const pico = sleepingPico();
  pico.usb.send(Array.from({ length: 1000 }, (_, index) => index & 0xff));
  pico.rp2040.writeUint32(memory + 0x14, 0xa0000000 | 0x1c0);
  const received: number[] = [];
  for (let packet = 0; packet < 16; packet++) {
    pico.rp2040.writeUint32(memory + 0x94, 0x400 | 64);
    pico.runFor(0.1);
    const size = pico.rp2040.readUint32(memory + 0x94) & 0x3ff;
    for (let i = 0; i < size; i++) received.push(pico.rp2040.readUint8(memory + 0x1c0 + i));
  }
  expect(received).toEqual(Array.from({ length: 1000 }, (_, index) => index & 0xff));
});

const handOver = (pico: EmulatedPico): void => pico.rp2040.writeUint32(endpoint.bufferControl, 0x400 | 10);
const isTaken = (pico: EmulatedPico): boolean => (pico.rp2040.readUint32(status) & endpoint.done) !== 0;
