import type { Board } from "../../firmware/board.ts";
import { notEmulated } from "../emu/errors.ts";
import type { Machine } from "./machine.ts";

/** A board that is not there: made of facts, or of a chip and the real firmware. */
export const machineKinds = ["sim", "emu"] as const;
export type MachineKind = (typeof machineKinds)[number];

export interface MachineRequest {
  readonly board: Board;
  /** The bundle, as it is flashed. */
  readonly code: string;
  readonly seed: number;
  /** Espruino for the emulated Pico: see `loadFirmware`. */
  readonly firmware?: string;
}

/** Only one chip is emulated. @throws CliError `NOT_EMULATED` */
export function mustBePossible(kind: MachineKind, { id }: Board): void {
  if (kind === "emu" && id !== "ESPR_RP2040_PICO") throw notEmulated(id);
}

/** Makes the machine; its time begins when it is first run. @throws CliError what `loadFirmware` of the emulator throws. */
export async function openMachine(
  kind: MachineKind,
  { board, code, seed, firmware }: MachineRequest,
): Promise<Machine> {
  if (kind === "sim") {
    const { SimMachine } = await import("./sim-machine.ts");
    return new SimMachine({ board, code, seed });
  }
  const { EmuMachine } = await import("./emu-machine.ts");
  const { loadFirmware } = await import("../emu/firmware-image.ts");
  return new EmuMachine({ board, code, firmware: await loadFirmware(firmware) });
}
