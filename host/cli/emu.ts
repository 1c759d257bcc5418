import path from "node:path";
import { findBoard } from "../boards/find-board.ts";
import type { EmuReport } from "../emu/emu-report.ts";
import { notEmulated } from "../emu/errors.ts";
import { badSeed, booksOpen } from "../sim/errors.ts";
import type { Command, Options } from "./command.ts";
import { parseBaud } from "./parse-baud.ts";
import { parseDuration } from "./parse-duration.ts";
import { formatTable } from "./table.ts";

export const emu: Command = {
  name: "emu",
  summary: "run an application on the real Espruino firmware in an emulated Pico",
  args: [{ name: "<app>", summary: "the folder that holds main.ts, or a file" }],
  options: [
    {
      flags: "--firmware <file>",
      summary: "Espruino for the RP2040 Pico, .uf2 or .bin (default: $BATON_PICO_FIRMWARE)",
    },
    { flags: "--bootrom <file>", summary: "the chip's own boot ROM, in place of the emulator's" },
    { flags: "--for <time>", summary: "how long the storm lasts (default: 10s)", parse: parseDuration },
    { flags: "--seed <n>", summary: "which storm (default: 1)", parse: parseSeed },
    { flags: "--baud <n>", summary: "speed of the console, in place of the board's own", parse: parseBaud },
    { flags: "--json", summary: "print the report as JSON" },
  ],
  examples: [
    "baton emu examples/storm --firmware espruino_2v29_rp2040_pico.uf2 --for 10s --seed 7",
    "BATON_PICO_FIRMWARE=espruino.uf2 baton emu examples/storm --json",
  ],
  async run([app = ""], given, output) {
    const options = given as EmuOptions;
    const { loadFirmware } = await import("../emu/firmware-image.ts");
    const { loadBootRom } = await import("../emu/boot-rom/boot-rom.ts");
    const firmware = await loadFirmware(options.firmware);
    const bootRom = options.bootrom === undefined ? undefined : await loadBootRom(options.bootrom);
    const board = await findBoard(boardName, path.resolve(app));
    if (board.id !== boardId) throw notEmulated(board.id);
    const { buildFirmware } = await import("../bundle/firmware-bundle.ts");
    const bundle = await buildFirmware({ entry: app, board, baud: options.baud });
    const { runEmu } = await import("../emu/run-emu.ts");
    const { report, problems } = runEmu({
      board,
      firmware,
      bootRom,
      bundle,
      durationMs: options.for ?? 10_000,
      seed: options.seed ?? 1,
      onLine: options.json ? undefined : ({ text }) => output.print(text),
    });
    output.print(options.json ? JSON.stringify(report) : `\n${table(report)}`);
    if (problems.length > 0) throw booksOpen(problems);
  },
};

/** A project may have facts of its own about the board, but it is this board that is emulated. */
const boardName = "rp2040-pico";
const boardId = "ESPR_RP2040_PICO";

interface EmuOptions extends Options {
  readonly firmware?: string;
  readonly bootrom?: string;
  readonly for?: number;
  readonly seed?: number;
  readonly baud?: number;
  readonly json?: boolean;
}

function table({ board, records, events, stallMs, latencyMs, line, lock, simulatedMs }: EmuReport): string {
  const dropped = Object.values(records.dropped).reduce((sum, count) => sum + count, 0);
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return formatTable(
    ["on the emulated chip", board],
    [
      ["records logged", `${records.logged}`],
      ["written", `${records.written}`],
      ["dropped", `${dropped}`],
      ["suppressed", `${records.suppressed}`],
      ["input events raised", `${events.raised}`],
      ["input events lost", `${events.lost}`],
      ["event loop kept, worst", `${stallMs.max} ms`],
      ["event loop kept, p99", `${stallMs.p99} ms`],
      ["log call to wire, p50 / p99", `${latencyMs.p50} / ${latencyMs.p99} ms`],
      ["line use", `${percent(line.use)} of ${(simulatedMs / 1000).toFixed(1)} s`],
      ["line use while records wait", percent(line.useOfBacklog)],
      ["handoffs / takeovers", `${lock.handoffs} / ${lock.takeovers}`],
    ],
  );
}

function parseSeed(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw badSeed(text);
  return Number(text);
}
