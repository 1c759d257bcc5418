import path from "node:path";
import { findBoard } from "../boards/find-board.ts";
import { renderArrivalJson, textRenderer } from "../monitor/render.ts";
import { nothingToReplay } from "../record/errors.ts";
import type { Recording } from "../record/recording.ts";
import { bundleLines } from "../tokens/bundle-lines.ts";
import { type BuildChoices, buildChoices, buildOptions } from "./build-options.ts";
import type { Command, Options } from "./command.ts";
import { itemDecoder } from "./item-decoder.ts";
import { parseBaud } from "./parse-baud.ts";

export const replay: Command = {
  name: "replay",
  summary: "do to a simulated board what was done to the one that was recorded",
  args: [{ name: "<file>", summary: "what `baton record` has written" }],
  options: [
    { flags: "--app <app>", summary: "an application to run in place of the recorded one" },
    { flags: "--board <name>", summary: "the board to simulate (default: that of the recording)" },
    { flags: "--baud <n>", summary: "with --app: speed of the console", parse: parseBaud },
    ...buildOptions.map((option) => ({ ...option, summary: `with --app: ${option.summary}` })),
    { flags: "--json", summary: "print what the board says as one JSON object per line" },
  ],
  examples: ["baton replay storm.jsonl", "baton replay storm.jsonl --app examples/storm --json"],
  async run([file = ""], given, output) {
    const options = given as ReplayOptions;
    const { readRecording } = await import("../record/recording-file.ts");
    const { compareEvents, replay: play } = await import("../record/replay.ts");
    const recording = await readRecording(file);
    const { board, code, decoder } = await firmwareOf(recording, file, options);
    const { events, log } = await play({
      recording,
      board,
      code,
      decoder,
      signal: output.signal,
    });
    const render = options.json
      ? renderArrivalJson
      : textRenderer({ hasColours: output.isTerminal, times: ["device"], hasPorts: false });
    for (const arrival of log) output.print(render(arrival));
    if (code !== recording.header.code) return;
    if (recording.header.target !== "sim") {
      output.note("recorded on another kind of board: its input was the same, its times are not compared");
      return;
    }
    compareEvents(recording.events, events);
    output.note(`${events.length} events, each the same as recorded, to the microsecond`);
  },
};

interface ReplayOptions extends Options, BuildChoices {
  readonly app?: string;
  readonly board?: string;
  readonly baud?: number;
  readonly json?: boolean;
}

async function firmwareOf({ header }: Recording, file: string, options: ReplayOptions) {
  const { app, board, baud } = options;
  const name = board ?? header.board;
  if (name === undefined) throw nothingToReplay(file, "board");
  const facts = await findBoard(name, app === undefined ? undefined : path.resolve(app));
  if (app !== undefined) {
    const { buildFirmware } = await import("../bundle/firmware-bundle.ts");
    const bundle = await buildFirmware({ entry: app, board: facts, baud, ...buildChoices(options) });
    return { board: facts, code: bundle.code, decoder: await itemDecoder({ ...bundle, sources: bundle }) };
  }
  if (header.code === undefined) throw nothingToReplay(file, "application");
  return { board: facts, code: header.code, decoder: bundleLines(header.tokens) };
}
