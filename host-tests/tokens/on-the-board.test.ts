// Goal: the board's own frames, as shipped: fewer bytes on the line, every record accounted for.
import { expect, it } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import type { SimReport } from "../../host/sim/report.ts";
import { runSim } from "../../host/sim/run-sim.ts";

const STORM_MS = 4000;

it("a storm in tokens takes a quarter of the bytes it takes as text, and its books close", async () => {
  const [text, tokens] = await Promise.all([storm(false), storm(true)]);
  expect(tokens.problems).toEqual([]);
  expect(bytesPerRecord(tokens)).toBeLessThanOrEqual(0.25 * bytesPerRecord(text));
});

it("the use of the line is that of the tokens, not of the words that the host makes of them", async () => {
  const [text, tokens] = await Promise.all([storm(false), storm(true)]);
  expect(tokens.report.line.useOfBacklog).toBeLessThan(0.5 * text.report.line.useOfBacklog);
});

it("a bundle with tokens is smaller than one with texts", async () => {
  const [text, tokens] = await Promise.all([false, true].map(built));
  expect(tokens!.code.length).toBeLessThan(text!.code.length);
});

it("what tokens say is what the application logged", async () => {
  const { lines } = await storm(true);
  const records = lines.filter((line) => line.startsWith("<")).slice(1);
  expect(records.filter((line) => !SAID.test(line))).toEqual([]);
  expect(records.length).toBeGreaterThan(50);
});

const SAID =
  /^<[46]>\[ .*\d{6}\](\[C\])? storm: (input \d edge \d+ after (\d+\.\d{6}|NaN) s|tick \d+|gps \d+ bytes, \d+ in all)$/;

function bytesPerRecord({ report: { line, records } }: { report: SimReport }): number {
  return line.bytes / records.written;
}

async function storm(tokens: boolean) {
  const bundle = await built(tokens);
  const lines: string[] = [];
  const run = runSim({
    board: rp2040Pico,
    bundle,
    durationMs: STORM_MS,
    seed: 7,
    onLine: ({ text }) => lines.push(text),
  });
  return { ...run, lines };
}

function built(tokens: boolean) {
  return buildFirmware({ entry: "examples/storm", board: rp2040Pico, tokens });
}
