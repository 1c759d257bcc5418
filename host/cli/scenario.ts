import { writeFile } from "node:fs/promises";
import path from "node:path";
import { findBoard } from "../boards/find-board.ts";
import { reportFailed, scenarioFailed, stepsNotPossible } from "../scenario/errors.ts";
import { mustBePossible } from "../scenario/open-machine.ts";
import { type TargetKind, targetKind } from "../scenario/open-target.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { placeOf, type ScenarioReport, type StepReport } from "../scenario/scenario-report.ts";
import { type BuildChoices, buildChoices, buildOptions } from "./build-options.ts";
import type { Command, Options, Output } from "./command.ts";
import { itemDecoder } from "./item-decoder.ts";
import { parseSeed } from "./parse-seed.ts";

export const scenario: Command = {
  name: "scenario",
  summary: "run an application through the steps of a file, and check what it does",
  args: [{ name: "<file>", summary: "the scenario, such as examples/storm/scenario.yaml" }],
  options: [
    { flags: "--on <target>", summary: "sim, emu, or the port of a board (default: sim)" },
    { flags: "--board <name>", summary: "the board, in place of the one that the file names" },
    { flags: "--seed <n>", summary: "of all chance, in place of the file's", parse: parseSeed },
    {
      flags: "--firmware <file>",
      summary: "for --on emu: Espruino for the Pico (default: $BATON_PICO_FIRMWARE)",
    },
    ...buildOptions,
    { flags: "--junit <file>", summary: "write a report for CI systems" },
    { flags: "--json", summary: "print the report as JSON" },
  ],
  examples: [
    "baton scenario examples/storm/scenario.yaml --on sim --junit out.xml",
    "baton scenario examples/storm/scenario.yaml --on emu --firmware espruino.uf2 --json",
    "baton scenario test/smoke.yaml --on serial:/dev/ttyUSB0",
  ],
  async run([file = ""], given, output) {
    const options = given as ScenarioOptions;
    const { readScenario } = await import("../scenario/read-scenario.ts");
    const read = await readScenario(file);
    const name = options.on ?? "sim";
    const kind = targetKind(name);
    refuseImpossible(read, name, kind);
    const report = await runOn(kind, read, options, output);
    show(report, options, output);
    if (options.junit !== undefined) await writeJunit(options.junit, report);
    failUnlessPassed(report);
  },
};

interface ScenarioOptions extends Options, BuildChoices {
  readonly on?: string;
  readonly board?: string;
  readonly seed?: number;
  readonly firmware?: string;
  readonly junit?: string;
  readonly json?: boolean;
}

const defaultSeed = 1;

function refuseImpossible({ file, steps }: Scenario, name: string, { abilities }: TargetKind): void {
  const impossible = steps.filter(({ needs }) => needs !== undefined && !abilities.includes(needs));
  const places = impossible.map(({ line, source }) => placeOf(file, { line, step: source }));
  if (places.length > 0) throw stepsNotPossible(name, places);
}

async function runOn(
  kind: TargetKind,
  read: Scenario,
  options: ScenarioOptions,
  output: Output,
): Promise<ScenarioReport> {
  const { json = false, firmware } = options;
  const board = await findBoard(options.board ?? read.board, path.resolve(read.app));
  if (kind.machine !== undefined) mustBePossible(kind.machine, board);
  const seed = options.seed ?? read.seed ?? defaultSeed;
  const { buildFirmware } = await import("../bundle/firmware-bundle.ts");
  const { runScenario } = await import("../scenario/run-scenario.ts");
  const bundle = await buildFirmware({ entry: read.app, board, baud: read.baud, ...buildChoices(options) });
  const decoder = await itemDecoder({ ...bundle, sources: bundle });
  const target = await kind.open({ board, bundle, decoder, seed, firmware, isQuiet: json, output });
  try {
    const onStep = json ? undefined : (step: StepReport) => output.print(stepText(step));
    return await runScenario({ scenario: read, target, board, bundle: bundle.manifest, seed, onStep });
  } finally {
    await target.close();
  }
}

async function writeJunit(file: string, report: ScenarioReport): Promise<void> {
  const { junitXml } = await import("../scenario/junit.ts");
  await writeFile(file, junitXml(report)).catch((cause) => {
    throw reportFailed(file, cause);
  });
}

const marks: Readonly<Record<StepReport["status"], string>> = {
  passed: "ok",
  failed: "FAILED",
  error: "ERROR",
  skipped: "skipped",
};
const markWidth = Math.max(...Object.values(marks).map(({ length }) => length));

const stepText = ({ status, line, step, elapsedMs }: StepReport): string =>
  `${marks[status].padEnd(markWidth)} ${String(line).padStart(4)}  ${step}  (${inSeconds(elapsedMs)})`;

function show(report: ScenarioReport, { json }: ScenarioOptions, output: Output): void {
  if (json) output.print(JSON.stringify(report));
  else for (const line of summary(report)) output.print(line);
}

function summary({ scenario, target, passed, steps, elapsedMs, seed, lastLines }: ScenarioReport): string[] {
  const count = steps.filter(({ status }) => status === "passed").length;
  return [
    ...(passed ? [] : ["", "what the board said last:", ...lastLines]),
    "",
    `${scenario} on ${target}: ${count} of ${steps.length} steps passed in ${inSeconds(elapsedMs)}, seed ${seed}`,
  ];
}

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`;

function failUnlessPassed({ file, steps }: ScenarioReport): void {
  const failed = steps.find(({ status }) => status !== "passed");
  if (failed) throw scenarioFailed(placeOf(file, failed), failed.message ?? failed.status);
}
