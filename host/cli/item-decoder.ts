import type { Item } from "../monitor/item.ts";
import { textLines } from "../monitor/parse-line.ts";
import { chain, type Stage } from "../monitor/stage.ts";
import type { Firmware } from "./load-firmware.ts";
import { traceStage } from "./trace-stage.ts";

/**
 * Makes items of what one board says.
 *
 * @param firmware - what it runs, as far as that is known: stack traces then name the sources.
 */
export async function itemDecoder(firmware: Firmware | undefined): Promise<Stage<string, Item>> {
  return chain(textLines(), await traceStage(firmware?.sources));
}
