// Goal: machine code gets the events when it has words for all of them, a piece each time, and never without. Method: the
// handover by itself, between a console that machine code writes and a maker of lines that says what it was told.
import { expect, test } from "vitest";
import type { EventRing } from "../../firmware/native/event-ring.ts";
import { createHandover } from "../../firmware/native/handover.ts";
import type { LineMaker, NamedEdges } from "../../firmware/native/line-maker.ts";
import type { PumpPort } from "../../firmware/native/pump-port.ts";
import { addConsole, createPrintk } from "../../firmware/printk/printk.ts";
import { TestPlatform } from "../support/test-platform.ts";

const EDGES = { says: [] } as unknown as NamedEdges;

/** @param fails - the step that finds no memory. */
function handoverOf(fails?: string) {
  const steps: string[] = [];
  const step = (name: string): void => {
    if (name === fails) throw new Error("no memory in one piece is left");
    steps.push(name);
  };
  const platform = new TestPlatform();
  const printk = createPrintk(platform);
  printk.hasOffloader = true;
  const port = { name: "Serial1", arm() {}, ringChars: 1024, setMaker: () => step("maker") };
  addConsole(printk, port as unknown as PumpPort, 8);
  const lines: Partial<LineMaker> = {
    nameSites: () => step("sites"),
    nameEdges: (index) => step(`edges ${index}`),
    setClock() {},
  };
  const events: Partial<EventRing> = {
    readClock: () => ({ count: 0, time: 0 }),
    giveToMachine: (isMachines) => void (isMachines && step("on")),
  };
  return {
    handover: createHandover(platform, printk, events as EventRing, lines as LineMaker),
    printk,
    steps,
  };
}

test("names one thing each time it is asked, and gives the events when all have names", () => {
  const { handover, steps } = handoverOf();
  handover.nameEdges(EDGES);
  handover.nameEdges(EDGES);
  const given = [1, 2, 3, 4].map(() => ({ port: handover.give()?.name, isNaming: handover.isNaming() }));
  expect(given).toEqual([
    { port: undefined, isNaming: true },
    { port: undefined, isNaming: true },
    { port: undefined, isNaming: true },
    { port: "Serial1", isNaming: false },
  ]);
  expect(steps).toEqual(["sites", "edges 0", "edges 1", "maker", "on"]);
  handover.nameEdges(EDGES);
  expect(steps.at(-1)).toBe("edges 2");
});

test.each(["sites", "edges 1"])(
  "without memory for %s the events stay JavaScript's, and that is said once",
  (what) => {
    const { handover, printk, steps } = handoverOf(what);
    handover.nameEdges(EDGES);
    handover.nameEdges(EDGES);
    for (let look = 0; look < 5; look++) if (handover.isAllowed()) handover.give();
    expect(steps).not.toContain("on");
    expect(handover.isAllowed()).toBe(false);
    expect(handover.isNaming()).toBe(false);
    const said = printk.ring.records.map((record) => record![4]);
    expect(said).toEqual(["no memory in one piece is left: JavaScript writes events"]);
  },
);
