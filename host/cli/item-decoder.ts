import type { Item } from "../monitor/item.ts";
import { chain, type Stage } from "../monitor/stage.ts";
import { bundleLines } from "../tokens/bundle-lines.ts";
import type { Firmware } from "./load-firmware.ts";
import { traceStage } from "./trace-stage.ts";

/**
 * Makes items of what one board says.
 *
 * @param firmware - what it runs, as far as that is known: its tokens are then put into words, and stack traces name the sources.
 */
export async function itemDecoder(firmware: Firmware | undefined): Promise<Stage<string, Item>> {
  return chain(bundleLines(firmware?.manifest), await traceStage(firmware?.sources));
}
