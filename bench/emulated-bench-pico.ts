import { rp2040Pico } from "../boards/rp2040-pico.ts";
import { EmulatedPico } from "../host/emu/emulated-pico.ts";
import { EventLoopWatch } from "../host/emu/event-loop-watch.ts";
import type { FirmwareImage } from "../host/emu/firmware-image.ts";
import { InterruptWatch } from "../host/emu/interrupt-watch.ts";
import { powerFromUsb } from "../host/emu/usb-prompt.ts";
import { type BenchPico, consoleDevice, markPin, type Observation, SpanRecorder } from "./bench-pico.ts";

/** The real firmware, whose prompt is on USB and out of the way. */
export const emulatedBenchPico = (firmware: FirmwareImage): BenchPico => ({
  name: "emulated Pico",
  run: (code, forMs) => observe(firmware, code, forMs),
});

function observe(firmware: FirmwareImage, code: string, forMs: number): Observation {
  const pico = new EmulatedPico({ firmware, storage: rp2040Pico.flash.storage });
  pico.storage.write(".bootcde", code);
  powerFromUsb(pico);
  const marks = new SpanRecorder();
  pico.pin(markPin).onChange((isHigh, nanos) => marks.edge(isHigh, nanos / 1000));
  const loop = new EventLoopWatch(pico);
  const interrupts = new InterruptWatch(pico);
  const uart = pico.uart(consoleDevice);
  const bytes: { value: number; endUs: number }[] = [];
  uart.onByte((value, nanos) => bytes.push({ value, endUs: nanos / 1000 }));
  pico.runFor(forMs);
  const byteUs = uart.byteNanos / 1000;
  return { marks: marks.spans, turns: loop.stalls.turns, interrupts: interrupts.spans, bytes, byteUs };
}
