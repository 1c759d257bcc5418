import { expect, test } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { BoardView } from "../../host/emu/board-view.ts";
import { startStorm } from "../../host/sim/storm.ts";
import { sleepingPico } from "./machine.ts";

const io = 0x40014000;
const uart1 = 0x40038000;

test("the storm drives the pins that the program watches and the UART that it listens to, the same for the same seed", () => {
  const first = weather(7);
  expect(first.edges.map(([pin]) => pin)).toEqual(expect.arrayContaining(["D2", "D3"]));
  expect(first.edges.every(([pin]) => pin === "D2" || pin === "D3")).toBe(true);
  expect(first.counted).toBe(first.edges.length);
  expect(first.bytes).toBeGreaterThan(20);
  expect(weather(7)).toEqual(first);
  expect(weather(8).edges).not.toEqual(first.edges);
});

test("nothing is watched and nothing listened to by a program that does neither", () => {
  const view = new BoardView(sleepingPico(), rp2040Pico);
  expect([view.watchedPins, view.listeningUarts]).toEqual([[], []]);
});

test("the console's UART is not listened to", () => {
  const pico = sleepingPico();
  pico.rp2040.writeUint32(0x40034000 + 0x30, 0x301);
  expect(new BoardView(pico, rp2040Pico).listeningUarts).toEqual([]);
});

/** A second of storm on a chip with edge interrupts on pins 2 and 3 and UART1 switched on. */
function weather(seed: number) {
  const pico = sleepingPico();
  for (const pin of [2, 3]) pico.rp2040.writeUint32(0x4001c004 + 4 * pin, 0x40);
  pico.rp2040.writeUint32(io + 0x100, 0xcc00);
  pico.rp2040.writeUint32(uart1 + 0x2c, 0x70);
  pico.rp2040.writeUint32(uart1 + 0x30, 0x301);
  const edges: [string, boolean, number][] = [];
  for (const name of ["D2", "D3", "D4"]) {
    pico.pin(name).onChange((isHigh, nanos) => edges.push([name, isHigh, nanos]));
  }
  const view = new BoardView(pico, rp2040Pico);
  startStorm(view.asBoard(), 1000, seed);
  pico.runFor(1100);
  const { received, overruns } = pico.uart("Serial2").stats;
  return { edges, counted: view.edges, bytes: received + overruns };
}
