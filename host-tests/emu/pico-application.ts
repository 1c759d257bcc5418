import { rp2040Pico } from "../../boards/rp2040-pico.ts";
import type { Board } from "../../firmware/board.ts";
import { PUMP_CODE } from "../../firmware/native/pump-code.ts";
import { HEAD, PUMP_WORDS } from "../../firmware/native/pump-words.ts";
import { buildFirmware } from "../../host/bundle/firmware-bundle.ts";
import { EmulatedPico } from "../../host/emu/emulated-pico.ts";
import { loadFirmware } from "../../host/emu/firmware-image.ts";
import { powerFromUsb } from "../../host/emu/usb-prompt.ts";
import { writeApplication } from "../bundle/write-application.ts";

/** Espruino's own firmware for the Pico, which whoever tests brings along. */
export const firmwareFile = process.env.BATON_PICO_FIRMWARE;

/** A suite's title that says why it does not run, where it does not. */
export const onPico = (title: string): string =>
  firmwareFile ? title : `${title} (skipped: set BATON_PICO_FIRMWARE)`;

/** What has left the UART so far, and when each byte had. */
export interface Heard {
  text: string;
  readonly endsNanos: number[];
}

/** An emulated Pico with `program` in its flash, not started yet, whose console has `baud`. */
export async function picoWith(
  program: string,
  baud = 115_200,
  options: { tokens?: boolean } = {},
): Promise<{ pico: EmulatedPico; heard: Heard }> {
  const board: Board = { ...rp2040Pico, console: { device: "Serial1", baud } };
  const { code } = await buildFirmware({
    entry: writeApplication({ "main.ts": program }),
    board,
    ...options,
  });
  const pico = new EmulatedPico({
    firmware: await loadFirmware(firmwareFile as string),
    storage: board.flash.storage,
  });
  powerFromUsb(pico);
  pico.storage.write(".bootcde", code);
  const heard: Heard = { text: "", endsNanos: [] };
  pico.uart("Serial1").onByte((byte, endNanos) => {
    heard.text += String.fromCharCode(byte);
    heard.endsNanos.push(endNanos);
  });
  return { pico, heard };
}

/** The words of the pump that runs, found in the chip's memory behind its code. */
export function pumpWords({ rp2040 }: EmulatedPico): Uint32Array {
  const memory = Buffer.from(rp2040.sram.buffer);
  const code = Buffer.from(PUMP_CODE, "base64");
  for (let at = memory.indexOf(code); at >= 0; at = memory.indexOf(code, at + 4)) {
    const words = new Uint32Array(rp2040.sram.buffer, at + code.length, PUMP_WORDS);
    if (words[HEAD]) return words;
  }
  throw new Error("no pump has been given anything to write");
}
