import { expect, it } from "vitest";
import { IRQ, NMI, PANIC, TASK } from "../../firmware/platform/platform.ts";
import { ATOMIC, DIRECT, OFFLOAD, STORE, whoWrites } from "../../firmware/printk/who-writes.ts";

const NAMES = { [TASK]: "task", [IRQ]: "irq", [NMI]: "nmi", [PANIC]: "panic" };
const ANSWERS = { [STORE]: "store", [ATOMIC]: "atomic", [DIRECT]: "direct", [OFFLOAD]: "offload" };

// Each row: context, inside a console, emergency, an offloader is there.
it.each([
  [TASK, false, false, false, DIRECT],
  [TASK, false, false, true, OFFLOAD],
  [TASK, false, true, false, ATOMIC],
  [TASK, false, true, true, ATOMIC],
  [TASK, true, false, false, OFFLOAD],
  [TASK, true, false, true, OFFLOAD],
  [TASK, true, true, false, OFFLOAD],
  [TASK, true, true, true, OFFLOAD],
  [IRQ, false, false, false, OFFLOAD],
  [IRQ, false, false, true, OFFLOAD],
  [IRQ, false, true, false, ATOMIC],
  [IRQ, false, true, true, ATOMIC],
  [IRQ, true, false, false, OFFLOAD],
  [IRQ, true, false, true, OFFLOAD],
  [IRQ, true, true, false, OFFLOAD],
  [IRQ, true, true, true, OFFLOAD],
  [NMI, false, false, false, OFFLOAD],
  [NMI, false, false, true, OFFLOAD],
  [NMI, true, true, true, OFFLOAD],
  [PANIC, false, false, false, STORE],
  [PANIC, false, false, true, STORE],
  [PANIC, false, true, false, STORE],
  [PANIC, true, false, true, STORE],
  [PANIC, true, true, true, STORE],
] as const)(
  "in context %s, in a console %s, in an emergency %s, with an offloader %s: %s writes",
  (...row) => {
    const [context, isInConsole, isEmergency, hasOffloader, answer] = row;
    const got = whoWrites(context, Number(isInConsole), Number(isEmergency), hasOffloader);
    expect(`${NAMES[context]}: ${ANSWERS[got]}`).toBe(`${NAMES[context]}: ${ANSWERS[answer]}`);
  },
);
