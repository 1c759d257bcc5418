import path from "node:path";
import type { Board } from "../../firmware/board.ts";
import { findBoard } from "../boards/find-board.ts";
import type { BootRom } from "../emu/boot-rom/boot-rom.ts";
import type { FirmwareImage } from "../emu/firmware-image.ts";
import { mustBePossible } from "../scenario/open-machine.ts";
import { nothingToServe } from "../sim/errors.ts";
import type { Command, Output } from "./command.ts";
import {
  buildFor,
  isServed,
  mustAddUp,
  printReport,
  type StormOptions,
  stormArgument,
  stormOf,
  stormOptions,
} from "./storm-options.ts";
import { traceLines } from "./trace-stage.ts";

export const emu: Command = {
  name: "emu",
  summary: "run an application on the real Espruino firmware in an emulated Pico",
  args: [stormArgument],
  options: [
    {
      flags: "--firmware <file>",
      summary: "Espruino for the RP2040 Pico, .uf2 or .bin (default: $BATON_PICO_FIRMWARE)",
    },
    { flags: "--bootrom <file>", summary: "the chip's own boot ROM, in place of the emulator's" },
    ...stormOptions,
  ],
  examples: [
    "baton emu examples/storm --firmware espruino_2v29_rp2040_pico.uf2 --for 10s --seed 7",
    "BATON_PICO_FIRMWARE=espruino.uf2 baton emu examples/storm --json",
  ],
  async run([app], given, output) {
    const options = given as EmuOptions;
    const machine = await loadMachine(options);
    const board = await findBoard(boardName, app === undefined ? undefined : path.resolve(app));
    mustBePossible("emu", board);
    if (isServed(options)) return serve(board, machine, app, options, output);
    if (app === undefined) throw nothingToServe();
    await report(board, machine, app, options, output);
  },
};

/** A project may have facts of its own about the board, but it is this board that is emulated. */
const boardName = "rp2040-pico";

interface EmuOptions extends StormOptions {
  readonly firmware?: string;
  readonly bootrom?: string;
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
  const bundle = await buildFor(board, app, options);
  const { runEmu } = await import("../emu/run-emu.ts");
  const lines = await traceLines(bundle, output.print);
  const result = await runEmu({
    board,
    ...machine,
    bundle,
    ...stormOf(options, lines.push),
    signal: output.signal,
  });
  lines.end();
  printReport("on the emulated chip", result.report, options, output);
  mustAddUp(result.problems);
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
  if (app !== undefined) pico.storage.write(".bootcde", (await buildFor(board, app, options)).code);
  const view = new BoardView(pico, board);
  await serveSim(view.asBoard(), options, output);
}
