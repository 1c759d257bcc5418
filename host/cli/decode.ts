import { createReadStream } from "node:fs";
import { chain } from "../monitor/stage.ts";
import { CaptureSource } from "../tokens/capture-source.ts";
import { readDictionary } from "../tokens/dictionary.ts";
import { manifestNotNamed } from "../tokens/errors.ts";
import { tokenLines } from "../tokens/token-lines.ts";
import type { Command } from "./command.ts";
import { sourcesBeside } from "./load-firmware.ts";
import { traceStage } from "./trace-stage.ts";
import { type WatchOptions, watchOptions } from "./watch-options.ts";
import { watchSources } from "./watch-sources.ts";

export const decode: Command = {
  name: "decode",
  summary: "put into words what a board has sent in tokens",
  args: [{ name: "[capture]", summary: "a file with the bytes of the line (default: standard input)" }],
  options: [
    { flags: "--manifest <file>", summary: "the manifest of the build that the board runs" },
    ...watchOptions,
  ],
  examples: [
    "baton decode --manifest out.manifest.json < capture.bin",
    "baton decode --manifest out.manifest.json capture.bin --json",
    "baton decode --manifest out.manifest.json capture.bin --level net=debug,*=warn",
  ],
  async run([file], options, output) {
    const chosen = options as DecodeOptions;
    if (chosen.manifest === undefined) throw manifestNotNamed();
    const words = tokenLines(await readDictionary(chosen.manifest));
    const decoder = chain(words, await traceStage(await sourcesBeside(chosen.manifest)));
    const [stream, name] = file === undefined ? [process.stdin, "stdin"] : [createReadStream(file), file];
    const sourcesOf = (signal: AbortSignal) => [new CaptureSource(stream, name, decoder, signal)];
    await watchSources(sourcesOf, false, chosen, output);
  },
};

interface DecodeOptions extends WatchOptions {
  readonly manifest?: string;
}
