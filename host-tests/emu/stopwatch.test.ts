import { expect, test } from "vitest";
import { timeBytes } from "../../host/emu/stopwatch.ts";
import { sleepingPico, uart0 } from "./machine.ts";

test("bytes mark a span: from the end of the one to the end of the other, and what lies between does not count", () => {
  const pico = sleepingPico();
  pico.rp2040.writeUint32(uart0.base + 0x24, uart0.divider);
  pico.rp2040.writeUint32(uart0.base + 0x28, uart0.fraction);
  pico.rp2040.writeUint32(uart0.base + 0x2c, 0x70);
  pico.rp2040.writeUint32(uart0.base + 0x30, 0x301);
  const watch = timeBytes(pico.uart("Serial1"), 1, 2);
  for (const byte of [2, 1, 9, 9, 2, 2, 1, 2]) pico.rp2040.writeUint32(uart0.base, byte);
  pico.runFor(5);
  expect(watch.laps).toHaveLength(2);
  expect(watch.laps[0]).toBeCloseTo(3 * uart0.byteNanos, 3);
  expect(watch.laps[1]).toBeCloseTo(uart0.byteNanos, 3);
  watch.end();
});
