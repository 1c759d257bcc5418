import { expect, test } from "vitest";
import { picoRunning, setUpUart0 } from "./machine.ts";

const watchdog = 0x40058000;

/**
 * Sends the reset's reason and the first scratch register; if the reason is 0, writes 42 into the scratch register, starts
 * the watchdog with 1000 us (2000 of its ticks) and never feeds it.
 */
const biting = () =>
  picoRunning((it) =>
    setUpUart0(it)
      .load(4, watchdog)
      .ldr(1, 4, 0x08)
      .str(1, 0)
      .ldr(2, 4, 0x0c)
      .str(2, 0)
      .adds(1, 0)
      .bne("end")
      .movs(1, 42)
      .str(1, 4, 0x0c)
      .load(1, 2000)
      .str(1, 4, 0x04)
      .load(1, 1 << 30)
      .str(1, 4)
      .label("end")
      .b("end"),
  );

test("a watchdog that nobody feeds resets the chip once, which finds the reason and its scratch registers", () => {
  const pico = biting();
  const sent: number[] = [];
  pico.uart("Serial1").onByte((byte) => sent.push(byte));
  pico.flash.bytes[0x5000] = 0x55;
  pico.runFor(5);
  expect(sent).toEqual([0, 0, 1, 42]);
  expect(pico.resets).toBe(1);
  expect(pico.rp2040.readUint8(0x10005000)).toBe(0x55);
});

test("the chip's timer begins at 0 again, the machine's time goes on", () => {
  const pico = biting();
  pico.runFor(5);
  expect(pico.nanos).toBeGreaterThanOrEqual(5e6);
  const timerMicros = pico.rp2040.readUint32(0x40054028);
  expect(timerMicros).toBeGreaterThan(3900);
  expect(timerMicros).toBeLessThan(4010);
});

test("a reset that the program asks for gives the other reason", () => {
  const pico = picoRunning((it) =>
    setUpUart0(it)
      .load(4, watchdog)
      .ldr(1, 4, 0x08)
      .str(1, 0)
      .adds(1, 0)
      .bne("end")
      .load(1, 0x80000000)
      .str(1, 4)
      .label("end")
      .b("end"),
  );
  const sent: number[] = [];
  pico.uart("Serial1").onByte((byte) => sent.push(byte));
  pico.runFor(2);
  // The first reason, 0, was on the wire when the reset cut it off.
  expect(sent).toEqual([2]);
  expect(pico.resets).toBe(1);
});
