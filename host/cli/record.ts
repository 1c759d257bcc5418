import path from "node:path";
import { findBoard } from "../boards/find-board.ts";
import type { Manifest } from "../bundle/manifest.ts";
import { openPort } from "../link/port.ts";
import { nothingToRecord, unknownMachine } from "../record/errors.ts";
import type { RecordingSink } from "../record/recording.ts";
import { writeRecording } from "../record/recording-file.ts";
import { type MachineKind, machineKinds, mustBePossible, openMachine } from "../scenario/open-machine.ts";
import type { VirtualTarget } from "../scenario/virtual-target.ts";
import { type BuildChoices, buildChoices, buildOptions } from "./build-options.ts";
import type { Command, Options, Output } from "./command.ts";
import { parseBaud } from "./parse-baud.ts";
import { parseDuration } from "./parse-duration.ts";
import { parseSeed } from "./parse-seed.ts";
import { portSummary } from "./port-summary.ts";
import { usualSeed, usualStormMs } from "./storm-options.ts";

export const record: Command = {
  name: "record",
  summary: "write down everything that crosses a board's ports and pins, with times",
  args: [{ name: "[what]", summary: "an application to run under a storm, or a scenario's .yaml" }],
  options: [
    { flags: "-o, --out <file>", summary: "the recording (default: recording.jsonl)" },
    { flags: "--on <machine>", summary: "sim or emu (default: sim)", parse: parseMachine },
    { flags: "--board <name>", summary: "the board to simulate" },
    {
      flags: "--firmware <file>",
      summary: "for --on emu: Espruino for the Pico (default: $BATON_PICO_FIRMWARE)",
    },
    { flags: "--port <port>", summary: `record a real board: ${portSummary}` },
    { flags: "--baud <n>", summary: "speed of the console, in place of the board's own", parse: parseBaud },
    {
      flags: "--for <time>",
      summary: "how long (default: 10s, at a port until Ctrl-C)",
      parse: parseDuration,
    },
    { flags: "--seed <n>", summary: "of all chance (default: 1)", parse: parseSeed },
    ...buildOptions,
  ],
  examples: [
    "baton record examples/storm --board rp2040-pico --for 5s --out storm.jsonl",
    "baton record examples/storm/scenario.yaml --out scenario.jsonl",
    "baton record examples/storm/scenario.yaml --on emu --firmware espruino.uf2 --out emulated.jsonl",
    "baton record --port serial:/dev/ttyACM0 --baud 115200 --out board.jsonl",
  ],
  async run([what], given, output) {
    const options = given as RecordOptions;
    const { out = "recording.jsonl", port } = options;
    if ((what === undefined) === (port === undefined)) throw nothingToRecord();
    await writeRecording(out, (sink) =>
      what === undefined ? recordBoard(options, sink, output) : recordMachine(what, options, sink, output),
    );
    output.note(`recorded in ${out}`);
  },
};

interface RecordOptions extends Options, BuildChoices {
  readonly out?: string;
  readonly on?: MachineKind;
  readonly board?: string;
  readonly firmware?: string;
  readonly port?: string;
  readonly baud?: number;
  readonly for?: number;
  readonly seed?: number;
}

/** What `uartConsole()` sets up on boards that can. */
const usualBaud = 115_200;

async function recordBoard(options: RecordOptions, sink: RecordingSink, { signal }: Output): Promise<void> {
  const facts = options.board === undefined ? undefined : await findBoard(options.board);
  const baud = options.baud ?? facts?.console.baud ?? usualBaud;
  const { recordPort } = await import("../record/record-port.ts");
  const port = await openPort(options.port, { baud, signal });
  try {
    sink({ recording: 1, target: port.name, board: facts?.id });
    await recordPort(port, { sink, forMs: options.for, signal });
  } finally {
    await port.close();
  }
}

/** @throws CliError `UNKNOWN_MACHINE` */
function parseMachine(text: string): MachineKind {
  const kind = machineKinds.find((known) => known === text);
  if (kind === undefined) throw unknownMachine(text);
  return kind;
}

/** What is done to the board while it is recorded. */
interface Play {
  readonly app: string;
  readonly board?: string;
  readonly baud?: number;
  readonly seed?: number;
  run(target: VirtualTarget): Promise<void>;
}

async function recordMachine(
  what: string,
  options: RecordOptions,
  sink: RecordingSink,
  { signal }: Output,
): Promise<void> {
  const play = /\.ya?ml$/.test(what)
    ? await scenarioPlay(what)
    : stormPlay(what, options.for ?? usualStormMs);
  const board = await findBoard(options.board ?? play.board, path.resolve(play.app));
  const kind = options.on ?? "sim";
  mustBePossible(kind, board);
  const seed = options.seed ?? play.seed ?? usualSeed;
  const { buildFirmware } = await import("../bundle/firmware-bundle.ts");
  const { Recorder } = await import("../record/recorder.ts");
  const { VirtualTarget } = await import("../scenario/virtual-target.ts");
  const { code, manifest } = await buildFirmware({
    entry: play.app,
    board,
    baud: options.baud ?? play.baud,
    ...buildChoices(options),
  });
  const machine = await openMachine(kind, { board, code, seed, firmware: options.firmware });
  sink({ recording: 1, target: kind, board: board.id, seed, code, tokens: tokensOf(manifest) });
  const recorder = new Recorder(machine, sink);
  await play.run(new VirtualTarget(machine, { seed, signal }));
  recorder.end();
}

/** Only builds with tokens need words. */
const tokensOf = ({ dictionary, logSites }: Manifest) =>
  dictionary === undefined ? undefined : { dictionary, logSites };

function stormPlay(app: string, forMs: number): Play {
  return {
    app,
    async run(target) {
      await target.storm(forMs);
      await target.losses();
    },
  };
}

/** A scenario that fails is worth recording most. */
async function scenarioPlay(file: string): Promise<Play> {
  const { readScenario } = await import("../scenario/read-scenario.ts");
  const { runSteps } = await import("../scenario/run-scenario.ts");
  const scenario = await readScenario(file);
  return {
    ...scenario,
    async run(target) {
      await runSteps({ scenario, target });
    },
  };
}
