import { beforeAll, expect, test } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { latencyOf } from "../../host/sim/board-latency.ts";

let code: string;
beforeAll(async () => {
  code = (await buildFirmware({ entry: "examples/latency", board: rp2040Pico })).code;
});

test("a log call takes some milliseconds, and one of an object more", () => {
  const { logCallMs, objectCallMs } = latencyOf(rp2040Pico, code);
  expect(logCallMs).toBeGreaterThan(0.1);
  expect(objectCallMs).toBeGreaterThan(logCallMs);
});

test("a panic with a full ring takes as long as the line needs for it, or longer", () => {
  const lineMs = (rp2040Pico.logRecords * 60 * 10_000) / rp2040Pico.console.baud;
  expect(latencyOf(rp2040Pico, code).panicMs).toBeGreaterThan(lineMs);
});

test("half the clock doubles what the interpreter does, and not what the line does", () => {
  const fast = latencyOf(rp2040Pico, code);
  const slow = latencyOf({ ...rp2040Pico, clockHz: rp2040Pico.clockHz / 2 }, code);
  expect(slow.logCallMs / fast.logCallMs).toBeCloseTo(2, 1);
  expect(slow.panicMs).toBeLessThan(2 * fast.panicMs);
});
