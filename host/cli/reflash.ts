import { startFirmware } from "../link/upload.ts";
import type { ItemSource } from "../monitor/item-source.ts";
import type { Output } from "./command.ts";
import { flashFirmware } from "./flash-firmware.ts";
import { itemDecoder } from "./item-decoder.ts";
import type { Firmware } from "./load-firmware.ts";
import { reportError } from "./report-error.ts";

export interface ReflashOptions {
  /** Builds what is to be flashed. */
  readonly build: () => Promise<Firmware>;
  /** What the board runs at first. */
  readonly flashed: Firmware;
  readonly source: ItemSource;
  readonly output: Output;
  /** Says nothing but errors, for programs that read what is said. */
  readonly isQuiet: boolean;
}

/**
 * Makes a function that builds again and flashes what came out, while the board is watched. Mistakes in the application are
 * shown and end nothing. What is asked for while one is under way is done once after it.
 *
 * @returns a function; `onlyIfChanged` leaves alone a board that runs the same code already.
 */
export function reflasher(options: ReflashOptions): (onlyIfChanged: boolean) => Promise<void> {
  let { flashed } = options;
  let isBusy = false;
  let isWanted = false;
  return async function reflash(onlyIfChanged) {
    isWanted = isBusy;
    if (isBusy) return;
    isBusy = true;
    try {
      flashed = await buildAndFlash(options, flashed, onlyIfChanged);
    } catch (error) {
      reportError(error, [], options.output);
    } finally {
      isBusy = false;
    }
    if (isWanted) await reflash(true);
  };
}

/** @returns what the board runs then. */
async function buildAndFlash(
  { build, source, output, isQuiet }: ReflashOptions,
  flashed: Firmware,
  onlyIfChanged: boolean,
): Promise<Firmware> {
  const firmware = await build();
  const { bytes, sha256, baud } = firmware.manifest;
  if (onlyIfChanged && sha256 === flashed.manifest.sha256) {
    if (!isQuiet) output.note("built again; the code is the same");
    return flashed;
  }
  await source.silently((port) => flashFirmware(port, firmware, output, isQuiet));
  source.decodeWith(await itemDecoder(firmware));
  source.tell("flashed", `flashed ${bytes} bytes, sha256 ${sha256.slice(0, 16)}`);
  await startFirmware(source.currentPort);
  await source.currentPort.setBaud?.(baud);
  return firmware;
}
