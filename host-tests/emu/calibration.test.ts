/** The figures that the simulated board's cost model is held against, measured again. They need the real firmware. */
import { describe, expect, test } from "vitest";
import { bare } from "../../bench/budgets.ts";
import { calibration } from "../../bench/calibration.ts";
import { emulatedBenchPico } from "../../bench/emulated-bench-pico.ts";
import { Meter } from "../../bench/measure.ts";
import { loadFirmware } from "../../host/emu/firmware-image.ts";

const file = process.env.BATON_PICO_FIRMWARE;
const suite = file
  ? "Espruino on the emulated Pico still takes what was recorded, for"
  : "what Espruino takes on the emulated Pico (skipped: set BATON_PICO_FIRMWARE)";
/** Microseconds: what another version of Espruino may differ by is more. */
const TOLERANCE_US = 0.5;

describe.skipIf(!file)(suite, async () => {
  const meter = new Meter(emulatedBenchPico(file ? await loadFirmware(file) : new Uint8Array()));
  test.each(calibration)("%s", async (_, setup, code, us) => {
    expect(Math.abs((await meter.take(bare(code, setup))) - us)).toBeLessThan(TOLERANCE_US);
  });
});
