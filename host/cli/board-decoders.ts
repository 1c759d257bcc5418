import { namedPart } from "../bridge/board-address.ts";
import { noBoardForManifest } from "../bridge/errors.ts";
import type { Item } from "../monitor/item.ts";
import type { Stage } from "../monitor/stage.ts";
import { itemDecoder } from "./item-decoder.ts";
import { loadFirmware } from "./load-firmware.ts";

/**
 * Makes items of what several boards say, of each by what it runs.
 *
 * @param boards - their names.
 * @param manifests - `kitchen=out.manifest.json` for one of them, a manifest alone for all that have none of their own.
 * @returns the decoders by the boards' names.
 * @throws CliError `NO_BOARD_FOR_MANIFEST`, or what `loadFirmware` throws.
 */
export async function boardDecoders(
  boards: readonly string[],
  manifests: readonly string[],
): Promise<ReadonlyMap<string, Stage<string, Item>>> {
  const named = manifests.map(namedPart);
  for (const { name } of named)
    if (name !== undefined && !boards.includes(name)) throw noBoardForManifest(name, boards);
  const entries = boards.map(async (board) => {
    const own = named.find(({ name }) => name === board) ?? named.find(({ name }) => name === undefined);
    const firmware = own === undefined ? undefined : await loadFirmware(own.rest, undefined);
    return [board, await itemDecoder(firmware)] as const;
  });
  return new Map(await Promise.all(entries));
}
