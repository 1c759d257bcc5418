import type { Board } from "../../firmware/board.ts";
import type { FirmwareBundle } from "../bundle/firmware-bundle.ts";
import type { Output } from "../cli/command.ts";
import type { Item } from "../monitor/item.ts";
import type { Stage } from "../monitor/stage.ts";
import { unknownTarget } from "./errors.ts";
import { type MachineKind, machineKinds, openMachine } from "./open-machine.ts";
import { type Ability, abilities, type Target } from "./target.ts";

export interface TargetRequest {
  readonly board: Board;
  readonly bundle: FirmwareBundle;
  /** Makes items of what the bundle says. */
  readonly decoder: Stage<string, Item>;
  readonly seed: number;
  /** Espruino for the emulated Pico: see `loadFirmware`. */
  readonly firmware?: string;
  /** Says nothing while it flashes. */
  readonly isQuiet: boolean;
  readonly output: Output;
}

/** A kind of target, before it is opened. */
export interface TargetKind {
  readonly abilities: readonly Ability[];
  /** For a board that is not there. */
  readonly machine?: MachineKind;
  /** Puts the bundle on the board and switches it on. */
  open(request: TargetRequest): Promise<Target>;
}

/** @param name - what stands after `--on`. @throws CliError `UNKNOWN_TARGET` */
export function targetKind(name: string): TargetKind {
  const kind = machineKinds.find((known) => known === name);
  if (kind !== undefined) return { abilities, machine: kind, open: (request) => openVirtual(kind, request) };
  if (!/^\/|^[a-z]+:./.test(name)) throw unknownTarget(name);
  return { abilities: [], open: (request) => openBoard(name, request) };
}

async function openVirtual(
  kind: MachineKind,
  { bundle: { code }, decoder, output, ...request }: TargetRequest,
): Promise<Target> {
  const { VirtualTarget } = await import("./virtual-target.ts");
  const machine = await openMachine(kind, { ...request, code });
  return new VirtualTarget(machine, { decoder, seed: request.seed, signal: output.signal });
}

/** A board that is there is flashed through its port, and then listened to on the same. */
async function openBoard(
  address: string,
  { board, bundle, decoder, isQuiet, output }: TargetRequest,
): Promise<Target> {
  const { flashFirmware, openFlashPort } = await import("../cli/flash-firmware.ts");
  const { openPort } = await import("../link/port.ts");
  const { startFirmware } = await import("../link/upload.ts");
  const { PortTarget } = await import("./port-target.ts");
  const { baud } = bundle.manifest;
  const port = await openFlashPort(address, { ...bundle, board });
  try {
    await flashFirmware(port, { ...bundle, board }, output, isQuiet);
    const target = new PortTarget(port, {
      reopen: () => openPort(address, { baud }),
      decoder,
      signal: output.signal,
    });
    await startFirmware(port);
    await port.setBaud?.(baud);
    return target;
  } catch (error) {
    await port.close();
    throw error;
  }
}
