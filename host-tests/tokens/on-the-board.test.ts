// Goal: the board's own frames, as shipped: fewer bytes on the line, every record accounted for.
import { expect, it } from "vitest";
import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import type { SimReport } from "../../host/sim/report.ts";
import { runSim } from "../../host/sim/run-sim.ts";

const STORM_MS = 4000;
const ON_MACHINE_CODE = "examples/storm";
const IN_JAVASCRIPT = "examples/storm/javascript.ts";

it("a storm in tokens is the same records in a quarter of the bytes that they are as text", async () => {
  const [text, tokens] = await both(ON_MACHINE_CODE, 10_000);
  expect([text.problems, tokens.problems]).toEqual([[], []]);
  expect(messages(tokens)).toEqual(messages(text));
  expect(messages(tokens).length).toBeGreaterThan(500);
  expect(tokens.report.line.bytes).toBeLessThanOrEqual(0.25 * text.report.line.bytes);
});

it("where JavaScript writes and loses some of them, each record is a quarter of the bytes", async () => {
  const [text, tokens] = await both(IN_JAVASCRIPT, 10_000);
  expect([text.problems, tokens.problems]).toEqual([[], []]);
  expect(bytesPerRecord(tokens)).toBeLessThanOrEqual(0.25 * bytesPerRecord(text));
});

it("the use of the line is that of the tokens, not of the words that the host makes of them", async () => {
  const [text, tokens] = await both(IN_JAVASCRIPT, STORM_MS);
  expect(tokens.report.line.useOfBacklog).toBeLessThan(0.5 * text.report.line.useOfBacklog);
});

it("a bundle with tokens is smaller than one with texts", async () => {
  const [text, tokens] = await Promise.all([false, true].map((each) => built(ON_MACHINE_CODE, each)));
  expect(tokens!.code.length).toBeLessThan(text!.code.length);
});

it.each([ON_MACHINE_CODE, IN_JAVASCRIPT])("what tokens of %s say is what was logged", async (entry) => {
  const { lines } = await storm(entry, true, STORM_MS);
  const records = lines.filter((line) => line.startsWith("<")).slice(1);
  expect(records.filter((line) => !SAID.test(line))).toEqual([]);
  expect(records.length).toBeGreaterThan(50);
});

const SAID =
  /^<[46]>\[ .*\d{6}\](\[C\])? (irq: button D\d (rises|falls)|storm: (input \d edge \d+ after (\d+\.\d{6}|NaN) s|tick \d+|gps \d+ bytes))$/;

function bytesPerRecord({ report: { line, records } }: { report: SimReport }): number {
  return line.bytes / records.written;
}

/**
 * What the records say, in no order: one build boots some milliseconds sooner than the other, and so its timers are ahead. How
 * many bytes had come is told by such a timer.
 */
function messages({ lines }: { readonly lines: readonly string[] }): string[] {
  return lines
    .filter((line) => line.startsWith("<") && !line.includes("gps"))
    .slice(1)
    .map((line) => line.replace(/\[ *[\d.]+\]/, ""))
    .sort();
}

const both = (entry: string, durationMs: number) =>
  Promise.all([storm(entry, false, durationMs), storm(entry, true, durationMs)]);

async function storm(entry: string, tokens: boolean, durationMs: number) {
  const bundle = await built(entry, tokens);
  const lines: string[] = [];
  const onLine = ({ text }: { text: string }) => lines.push(text);
  return { ...runSim({ board: rp2040Pico, bundle, durationMs, seed: 7, onLine }), lines };
}

function built(entry: string, tokens: boolean) {
  return buildFirmware({ entry, board: rp2040Pico, tokens });
}
