import { expect, test } from "vitest";
import { InterruptWatch } from "../../host/emu/interrupt-watch.ts";
import { sleepingPico } from "./machine.ts";
import { Thumb } from "./thumb.ts";

const sramAt = 0x20000000;
const vectors = sramAt + 0x1000;
const outerHandler = sramAt + 0x2000;
const innerHandler = sramAt + 0x2100;
const outerIrq = 26;
const innerIrq = 27;

test("an interrupt lasts from its entry to its return, together with those that come inside of it", () => {
  const pico = interruptiblePico();
  const interrupts = new InterruptWatch(pico);
  raise(outerIrq, 100_000);
  raise(innerIrq, 200_000);
  raise(innerIrq, 201_000);
  raise(outerIrq, 300_000);
  raise(innerIrq, 310_000);
  pico.runFor(1);

  const lengths = interrupts.spans.map(({ startUs, endUs }) => endUs - startUs);
  expect(lengths).toHaveLength(4);
  const [outer, inner, again, nested] = lengths as [number, number, number, number];
  // 1,000 and 25 turns of three cycles of 8 ns.
  expect(Math.abs(outer - 24)).toBeLessThan(0.3);
  expect(Math.abs(inner - 0.6)).toBeLessThan(0.3);
  expect(again).toBeCloseTo(inner);
  expect(nested).toBeCloseTo(outer + inner, 0);
  expect(interrupts.spans[0]!.startUs).toBeCloseTo(100, 0);

  function raise(irq: number, nanos: number): void {
    pico.agenda.at(nanos, () => pico.rp2040.setInterrupt(irq, true));
  }
});

/** A Pico that sleeps and has two interrupts, of which one may come inside of the other. */
function interruptiblePico() {
  const pico = sleepingPico();
  pico.runFor(0.01);
  const { core, sram } = pico.rp2040;
  sram.set(spinning(1000), outerHandler - sramAt);
  sram.set(spinning(25), innerHandler - sramAt);
  pico.rp2040.writeUint32(vectors + 4 * (16 + outerIrq), outerHandler | 1);
  pico.rp2040.writeUint32(vectors + 4 * (16 + innerIrq), innerHandler | 1);
  core.VTOR = vectors;
  core.enabledInterrupts = (1 << outerIrq) | (1 << innerIrq);
  core.interruptPriorities = core.interruptPriorities.map((irqs) => irqs & ~(1 << outerIrq));
  core.interruptPriorities[1] = 1 << outerIrq;
  return pico;
}

/** An interrupt's machine code that turns around so often. */
const spinning = (turns: number): Uint8Array =>
  new Thumb().load(1, turns).label("turn").subs(1, 1).bne("turn").bx(14).bytes();
