// Goal: what is shipped runs. Every example is built as a user builds it and run on every board it is for; the books close.
import { describe, expect, it } from "vitest";
import { boards } from "../boards/index.ts";
import { buildFirmware } from "../host/bundle/firmware-bundle.ts";
import { runSim } from "../host/sim/run-sim.ts";

const STORM_MS = 1500;
/**
 * What an example may weigh, in bytes. `blink` boots the core, a UART console and the offloader, and no more; where machine code
 * logs and writes, `storm` has that too.
 */
const BYTES_MAX = Object.entries({ blink: 6000, "storm/javascript.ts": 9000, storm: 17_000 });

describe.each(Object.entries(boards))("on %s", (_, board) => {
  it("the storm loses no input, and its books close", async () => {
    const bundle = await buildFirmware({ entry: "examples/storm", board });
    const { report, problems, uncaught } = runSim({ board, bundle, durationMs: STORM_MS, seed: 7 });
    expect(problems).toEqual([]);
    expect(uncaught).toEqual([]);
    expect(report.events.raised).toBeGreaterThan(0);
    expect(report.events.lost).toBe(0);
    expect(report.records.written).toBeGreaterThan(0);
  });

  it.each(BYTES_MAX)("%s weighs no more than %d bytes", async (name, bytesMax) => {
    const { manifest } = await buildFirmware({ entry: `examples/${name}`, board });
    expect(manifest.bytes).toBeLessThanOrEqual(bytesMax);
  });
});

it("console.log stalls and loses input at 9600 baud where the firmware does not", async () => {
  const board = boards["rp2040-pico"]!;
  const run = async (entry: string) =>
    runSim({ board, bundle: await buildFirmware({ entry, board, baud: 9600 }), durationMs: 3000, seed: 7 })
      .report;
  const ours = await run("examples/storm/javascript.ts");
  const theirs = await run("examples/storm/console-log.ts");
  expect(ours.events.lost).toBe(0);
  expect(theirs.events.lost).toBeGreaterThan(0);
  expect(theirs.stallMs.max).toBeGreaterThan(10 * ours.stallMs.max);
});

it("a crash is told by the next boot", async () => {
  const board = boards["rp2040-pico"]!;
  const bundle = await buildFirmware({ entry: "examples/crash", board });
  const lines: string[] = [];
  runSim({ board, bundle, durationMs: 9000, seed: 7, onLine: ({ text }) => lines.push(text) });
  const panic = lines.findIndex((line) => /panic: event loop stuck for 1000 ms$/.test(line));
  expect(panic).toBeGreaterThan(0);
  expect(
    lines.slice(panic + 1).find((line) => line.includes("previous boot: event loop stuck for 1000 ms")),
  ).toBeDefined();
});
