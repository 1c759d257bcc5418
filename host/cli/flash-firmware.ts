import { openPort, type Port } from "../link/port.ts";
import { upload } from "../link/upload.ts";
import type { Output } from "./command.ts";
import type { Firmware } from "./load-firmware.ts";

/** Opens the port to flash through, at the speed of the board's prompt. */
export function openFlashPort(address: string | undefined, firmware: Firmware): Promise<Port> {
  return openPort(address, { baud: baudsOf(firmware)[0] });
}

/**
 * Flashes the firmware through an open port.
 *
 * @param isQuiet - says nothing while it works, for programs that read what is said.
 */
export async function flashFirmware(
  port: Port,
  firmware: Firmware,
  output: Output,
  isQuiet: boolean,
): Promise<void> {
  const note = isQuiet ? () => {} : output.note;
  note(`flashing ${firmware.manifest.bytes} bytes through ${port.name}`);
  await upload(port, firmware.code, firmware.manifest, {
    bauds: baudsOf(firmware),
    signal: output.signal,
    onProgress: quarters(note),
    onRepeat: (reason) => note(`once more from the start: ${reason}`),
  });
}

/** The prompt's own speed; the firmware's, which may have set up the same port; and Espruino's usual two. */
function baudsOf({ manifest, board }: Firmware): number[] {
  const own = board === undefined ? [] : [board.prompt.baud];
  return [...new Set([...own, manifest.baud, 9600, 115_200])];
}

/** Notes each quarter of the way once. */
function quarters(note: (text: string) => void): (bytes: number, bytesTotal: number) => void {
  let reached = 0;
  return (bytes, bytesTotal) => {
    const quarter = Math.floor((4 * bytes) / bytesTotal);
    if (quarter > reached) note(`${quarter * 25} % sent`);
    reached = Math.max(reached, quarter);
  };
}
