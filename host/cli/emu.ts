import path from "node:path";
import type { Board } from "../../firmware/board.ts";
import { findBoard } from "../boards/find-board.ts";
import type { BootRom } from "../emu/boot-rom/boot-rom.ts";
import type { EmuReport } from "../emu/emu-report.ts";
import { notEmulated } from "../emu/errors.ts";
import type { FirmwareImage } from "../emu/firmware-image.ts";
import { booksOpen, nothingToServe } from "../sim/errors.ts";
import { type BuildChoices, buildOptions } from "./build-options.ts";
import type { Command, Options, Output } from "./command.ts";
import { parseBaud } from "./parse-baud.ts";
import { parseDuration } from "./parse-duration.ts";
import { parseSeed } from "./parse-seed.ts";
import { parseTcpPort } from "./parse-tcp-port.ts";
import { percent, runRows } from "./run-rows.ts";
import { formatTable } from "./table.ts";
import { traceLines } from "./trace-stage.ts";

export const emu: Command = {
  name: "emu",
  summary: "run an application on the real Espruino firmware in an emulated Pico",
  args: [{ name: "[app]", summary: "the folder that holds main.ts, or a file; none for an empty board" }],
  options: [
    {
      flags: "--firmware <file>",
      summary: "Espruino for the RP2040 Pico, .uf2 or .bin (default: $BATON_PICO_FIRMWARE)",
    },
    { flags: "--bootrom <file>", summary: "the chip's own boot ROM, in place of the emulator's" },
    { flags: "--for <time>", summary: "how long the storm lasts (default: 10s)", parse: parseDuration },
    { flags: "--seed <n>", summary: "which storm (default: 1)", parse: parseSeed },
    { flags: "--baud <n>", summary: "speed of the console, in place of the board's own", parse: parseBaud },
    { flags: "--pty", summary: "no storm: offer the firmware's prompt as a tty until Ctrl-C" },
    {
      flags: "--tcp <port>",
      summary: "no storm: offer the firmware's prompt on a TCP port",
      parse: parseTcpPort,
    },
    ...buildOptions,
    { flags: "--json", summary: "print the report as JSON" },
  ],
  examples: [
    "baton emu examples/storm --firmware espruino_2v29_rp2040_pico.uf2 --for 10s --seed 7",
    "BATON_PICO_FIRMWARE=espruino.uf2 baton emu examples/storm --json",
  ],
  async run([app], given, output) {
    const options = given as EmuOptions;
    const machine = await loadMachine(options);
    const board = await findBoard(boardName, app === undefined ? undefined : path.resolve(app));
    if (board.id !== boardId) throw notEmulated(board.id);
    if (options.pty || options.tcp !== undefined) return serve(board, machine, app, options, output);
    if (app === undefined) throw nothingToServe();
    await report(board, machine, app, options, output);
  },
};

/** A project may have facts of its own about the board, but it is this board that is emulated. */
const boardName = "rp2040-pico";
const boardId = "ESPR_RP2040_PICO";

interface EmuOptions extends Options, BuildChoices {
  readonly firmware?: string;
  readonly bootrom?: string;
  readonly for?: number;
  readonly seed?: number;
  readonly baud?: number;
  readonly pty?: boolean;
  readonly tcp?: number;
  readonly json?: boolean;
}

interface Machine {
  readonly firmware: FirmwareImage;
  readonly bootRom?: BootRom;
}

async function loadMachine({ firmware, bootrom }: EmuOptions): Promise<Machine> {
  const { loadFirmware } = await import("../emu/firmware-image.ts");
  const { loadBootRom } = await import("../emu/boot-rom/boot-rom.ts");
  return {
    firmware: await loadFirmware(firmware),
    bootRom: bootrom === undefined ? undefined : await loadBootRom(bootrom),
  };
}

async function report(
  board: Board,
  machine: Machine,
  app: string,
  options: EmuOptions,
  output: Output,
): Promise<void> {
  const bundle = await build(board, app, options);
  const { runEmu } = await import("../emu/run-emu.ts");
  const lines = await traceLines(bundle, output.print);
  const result = await runEmu({
    board,
    ...machine,
    bundle,
    durationMs: options.for ?? durationMs,
    seed: options.seed ?? seed,
    onLine: options.json ? undefined : ({ text }) => lines.push(text),
    signal: output.signal,
  });
  lines.end();
  output.print(options.json ? JSON.stringify(result.report) : `\n${table(result.report)}`);
  if (result.problems.length > 0) throw booksOpen(result.problems);
}

async function serve(
  board: Board,
  machine: Machine,
  app: string | undefined,
  options: EmuOptions,
  output: Output,
): Promise<void> {
  const { EmulatedPico } = await import("../emu/emulated-pico.ts");
  const { BoardView } = await import("../emu/board-view.ts");
  const { serveSim } = await import("../link/serve-sim.ts");
  const pico = new EmulatedPico({ ...machine, storage: board.flash.storage });
  const { device, baud } = board.prompt;
  // Where there is a .bootrst, the firmware runs no .bootcde: src/jsflash.c, jsfGetBootCodeFromFlash.
  pico.storage.write(".boot0", `${device}.setup(${baud});${device}.setConsole(true)`);
  if (app !== undefined) pico.storage.write(".bootcde", (await build(board, app, options)).code);
  const view = new BoardView(pico, board);
  await serveSim(view.asBoard(), { pty: options.pty ?? false, tcp: options.tcp }, output);
}

async function build(board: Board, entry: string, { baud, log, tokens }: EmuOptions) {
  const { buildFirmware } = await import("../bundle/firmware-bundle.ts");
  return buildFirmware({ entry, board, baud, log, tokens });
}

const durationMs = 10_000;
const seed = 1;

function table(report: EmuReport): string {
  const backlog = ["line use while records wait", percent(report.line.useOfBacklog)];
  return formatTable(["on the emulated chip", report.board], [...runRows(report), backlog]);
}
