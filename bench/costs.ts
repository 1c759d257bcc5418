/**
 * Holds the simulated board's cost model against real Espruino, piece by piece: `npm run bench:costs`. With a firmware
 * image (`--firmware`, or BATON_PICO_FIRMWARE) Espruino is measured again, else `calibration.ts` has what it took. The
 * exit code is 1 if the model misses any piece by more than it claims.
 */
import { parseArgs } from "node:util";
import { reportError } from "../host/cli/report-error.ts";
import { formatTable } from "../host/cli/table.ts";
import { loadFirmware } from "../host/emu/firmware-image.ts";
import { isOff, offBy, percent } from "./agreement.ts";
import { bare } from "./budgets.ts";
import { calibration } from "./calibration.ts";
import { emulatedBenchPico } from "./emulated-bench-pico.ts";
import { Meter } from "./measure.ts";
import { simulatedBenchPico } from "./simulated-bench-pico.ts";

const { values: options } = parseArgs({ options: { firmware: { type: "string" } } });
const firmware = options.firmware ?? process.env.BATON_PICO_FIRMWARE;

try {
  const espruino = firmware ? new Meter(emulatedBenchPico(await loadFirmware(firmware))) : undefined;
  const model = new Meter(simulatedBenchPico);
  const rows: string[][] = [];
  for (const [name, setup, code, recordedUs] of calibration) {
    const us = (await espruino?.take(bare(code, setup))) ?? recordedUs;
    const modelUs = await model.take(bare(code, setup));
    if (isOff(modelUs, us)) process.exitCode = 1;
    rows.push([name, us.toFixed(1), modelUs.toFixed(1), percent(offBy(modelUs, us))]);
  }
  console.log(
    formatTable(["µs for", espruino ? "Espruino" : "Espruino, recorded", "the model", "off by"], rows),
  );
} catch (error) {
  process.exitCode = reportError(error, process.argv, { note: console.error });
}
