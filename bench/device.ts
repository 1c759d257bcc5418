/**
 * Holds what logging costs against its budgets: `npm run bench:device`. On the emulated Pico where there is a
 * firmware image for it (`--firmware`, or BATON_PICO_FIRMWARE), with the simulated board beside it; else on the
 * simulated board alone. `--json FILE` writes the results. The exit code is 1 if a budget is broken, or if
 * the simulated board is further off than it claims to be.
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { reportError } from "../host/cli/report-error.ts";
import { loadFirmware } from "../host/emu/firmware-image.ts";
import { rowsOff } from "./agreement.ts";
import type { BenchPico } from "./bench-pico.ts";
import { budgets } from "./budgets.ts";
import { emulatedBenchPico } from "./emulated-bench-pico.ts";
import { Meter } from "./measure.ts";
import { type Result, resultOf } from "./result.ts";
import { type Column, resultTable } from "./result-table.ts";
import { simulatedBenchPico } from "./simulated-bench-pico.ts";

const { values: options } = parseArgs({
  options: { firmware: { type: "string" }, json: { type: "string" }, sim: { type: "boolean" } },
});
const firmware = options.firmware ?? process.env.BATON_PICO_FIRMWARE;

try {
  const picos = await picosToMeasure();
  const columns = await Promise.all(picos.map(measure));
  console.log(resultTable(columns));
  if (options.json !== undefined)
    await writeFile(options.json, `${JSON.stringify(report(columns), null, 2)}\n`);
  if (!isAllWell(columns)) process.exitCode = 1;
} catch (error) {
  process.exitCode = reportError(error, process.argv, { note: console.error });
}

/** The first of them is the one that is held to the budgets. */
async function picosToMeasure(): Promise<BenchPico[]> {
  if (options.sim) return [simulatedBenchPico];
  if (firmware) return [emulatedBenchPico(await loadFirmware(firmware)), simulatedBenchPico];
  console.error(
    "no firmware image (--firmware or BATON_PICO_FIRMWARE): only the simulated board is measured",
  );
  return [simulatedBenchPico];
}

async function measure(pico: BenchPico): Promise<Column> {
  const meter = new Meter(pico);
  const results: Result[] = [];
  for (const budget of budgets) results.push(await resultOf(budget, meter));
  return { pico: pico.name, results };
}

function isAllWell([first, ...others]: readonly Column[]): boolean {
  const results = first?.results ?? [];
  return (
    results.every(({ isMet }) => isMet) &&
    others.every((other) => rowsOff(results, other.results).length === 0)
  );
}

function report(columns: readonly Column[]) {
  return { schema: 1, measured: columns };
}
