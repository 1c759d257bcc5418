import { rp2040Pico } from "../boards/rp2040-pico.ts";
import { SimulatedBoard } from "../host/sim/simulated-board.ts";
import { type BenchPico, consoleDevice, markPin, type Observation, SpanRecorder } from "./bench-pico.ts";

/** The model of the Pico. Its prompt is moved out of the way, to where the stock firmware has it. */
export const simulatedBenchPico: BenchPico = { name: "simulated Pico", run: observe };

function observe(code: string, forMs: number): Observation {
  const board = new SimulatedBoard(rp2040Pico, {
    storage: new Map([
      [".boot0", "echo(0);USB.setConsole()"],
      [".bootcde", code],
    ]),
  });
  const marks = new SpanRecorder();
  board.pin(markPin).onChange((isHigh, timeUs) => marks.edge(isHigh, timeUs));
  const uart = board.uart(consoleDevice);
  const bytes: { value: number; endUs: number }[] = [];
  uart.onByte((value, endUs) => bytes.push({ value, endUs }));
  board.runFor(forMs);
  return { marks: marks.spans, turns: board.stalls.turns, interrupts: [], bytes, byteUs: uart.byteUs };
}
